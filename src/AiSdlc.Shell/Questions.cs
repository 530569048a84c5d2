using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace AiSdlc.Shell;

/// <summary>Asks the user on the terminal; without one every question is an error, never a wait that nobody ends.</summary>
/// <param name="interrupt">Called for Ctrl+C in place of an answer; it stops the pipeline that asks.</param>
internal sealed class Questions(Action interrupt)
{
    public string ReadAnswer()
    {
        RequireTerminal("A line of text");
        try
        {
            return LineReader.ReadLine() ?? throw new PipelineStoppedException();
        }
        catch (OperationCanceledException)
        {
            interrupt();
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Asks for the values of mandatory parameters.</summary>
    public Dictionary<string, PSObject> AskFields(string caption, string message, Collection<FieldDescription> fields)
    {
        RequireTerminal($"{message} {string.Join(", ", fields.Select(field => field.Name))}");
        WriteHeading(caption, message);
        var answers = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in fields)
        {
            Console.Write($"{field.Name}: ");
            answers[field.Name] = PSObject.AsPSObject(ReadAnswer());
        }

        return answers;
    }

    /// <summary>Asks for one of several choices, such as those of <c>-Confirm</c>.</summary>
    public int AskChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireTerminal(message);
        WriteHeading(caption, message);
        while (true)
        {
            Console.Write(string.Join("  ", choices.Select(choice => $"[{Key(choice)}] {Label(choice)}")) + "  [?] Help");
            Console.Write(defaultChoice < 0 ? ": " : $" (default is \"{Key(choices[defaultChoice])}\"): ");
            var answer = ReadAnswer().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;
            if (answer == "?")
                Console.WriteLine(string.Join(Environment.NewLine, choices.Select(choice => $"{Key(choice)} - {choice.HelpMessage}")));
            for (var i = 0; i < choices.Count; i++)
            {
                if (Matches(answer, Key(choices[i])) || Matches(answer, Label(choices[i])))
                    return i;
            }
        }
    }

    public static HostException NoSecrets() => new("This host does not ask for passwords.");

    private static void RequireTerminal(string question)
    {
        if (Console.IsInputRedirected)
            throw new HostException($"Nobody can answer, standard input is not a terminal (try -Confirm:$false). The question: {question}");
    }

    private static void WriteHeading(string caption, string message)
    {
        foreach (var line in new[] { caption, message }.Where(line => !string.IsNullOrEmpty(line)))
            Console.WriteLine(line);
    }

    private static bool Matches(string answer, string expected) => answer.Equals(expected, StringComparison.OrdinalIgnoreCase);

    private static string Label(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);

    /// <summary>The letter behind the ampersand; the label itself where there is none.</summary>
    private static string Key(ChoiceDescription choice)
    {
        var ampersand = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return ampersand >= 0 && ampersand + 1 < choice.Label.Length
            ? choice.Label[(ampersand + 1)..(ampersand + 2)].ToUpperInvariant()
            : choice.Label;
    }
}
