using System;
using System.Globalization;
using System.IO;
using System.Numerics;

namespace AiSdlc.Frontmatter;

/// <summary>Turns single CLR values into the model. Its faults leave it to the caller to say where the value stands.</summary>
internal static class ScalarValue
{
    private const string Day = "yyyy-MM-dd";

    public static object From(object value) => value switch
    {
        Enum name => name.ToString(),
        char letter => FromText(letter.ToString()),
        byte or sbyte or short or ushort or int or uint or long => FromInteger(Convert.ToInt64(value, CultureInfo.InvariantCulture), value),
        ulong number => FromInteger(number > long.MaxValue ? long.MaxValue : (long)number, value),
        BigInteger number => FromInteger(BigInteger.Abs(number) > long.MaxValue ? long.MaxValue : (long)number, value),
        decimal number => FromDecimal(number),
        // The shortest text of a float, not its binary digits: 0.1f is 0.1.
        float number => double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        double => value,
        DateTime { Kind: DateTimeKind.Unspecified, TimeOfDay.Ticks: 0 } day => day.ToString(Day, CultureInfo.InvariantCulture),
        DateTime time => FromTime(time),
        DateTimeOffset time => FromTime(time.UtcDateTime),
        // By name: the build for .NET Framework, which has no such types, meets them in PowerShell 7.
        // (Not by IFormattable: to the compiler for .NET Framework no sealed type such as Version is one, and it would leave out those that follow.)
        _ when value.GetType().FullName == "System.DateOnly" => ((IFormattable)value).ToString(Day, CultureInfo.InvariantCulture),
        _ when value.GetType().FullName == "System.TimeOnly" => ((IFormattable)value).ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        TimeSpan duration => duration.ToString("c", CultureInfo.InvariantCulture),
        Guid id => id.ToString("D", CultureInfo.InvariantCulture),
        Uri address => FromText(address.OriginalString),
        Version version => version.ToString(),
        FileSystemInfo file => FromText(file.FullName),
        _ => throw new UnsupportedValueFault("", value.GetType(), $"A value of type {value.GetType()} can't be written."),
    };

    /// <summary>A key of a map: a string, or an integer as its digits.</summary>
    public static string FromKey(object key)
    {
        var text = key switch
        {
            string name => name,
            Enum name => name.ToString(),
            byte or sbyte or short or ushort or int or uint or long or ulong => Convert.ToString(key, CultureInfo.InvariantCulture)!,
            _ => throw new UnsupportedValueFault("", key.GetType(), $"A key of type {key.GetType()} can't be written."),
        };
        FromText(text);
        return KeyText.IsWritable(text)
            ? text
            : throw new UnsupportedValueFault("", typeof(string), $"A key may not be __proto__ or longer than {Limits.KeyLength} characters.");
    }

    public static string FromText(string text)
    {
        var at = LoneSurrogate(text);
        return at < 0 ? text : throw new UnsupportedValueFault("", typeof(string), $"Half of a surrogate pair stands alone at {at}.");
    }

    /// <summary>Where half of a surrogate pair stands alone; -1 where none does.</summary>
    public static int LoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return i;
            i++;
        }
        return -1;
    }

    private static object FromInteger(long number, object value) => number switch
    {
        > ScalarResolver.MaxInteger or < -ScalarResolver.MaxInteger =>
            throw new UnsupportedValueFault("", value.GetType(), "The integer is beyond 2^53 - 1: other readers would round it."),
        >= int.MinValue and <= int.MaxValue => (object)(int)number,
        _ => number,
    };

    private static object FromDecimal(decimal number)
    {
        var hasFraction = (decimal.GetBits(number)[3] >> 16 & 0xFF) > 0;
        if (!hasFraction && Math.Abs(number) <= ScalarResolver.MaxInteger)
            return FromInteger((long)number, number);
        var converted = (double)number;
        return Math.Abs(converted) < 1e28 && (decimal)converted == number && Survives(converted, number)
            ? converted
            : throw new UnsupportedValueFault("", typeof(decimal), "The number has more digits than a double holds.");
    }

    // The cast from double to decimal rounds to 15 digits, so it alone proves too little.
    private static bool Survives(double converted, decimal number) =>
        decimal.TryParse(converted.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var back)
        && back == number;

    // The form of JavaScript's Date.toISOString.
    private static string FromTime(DateTime time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
