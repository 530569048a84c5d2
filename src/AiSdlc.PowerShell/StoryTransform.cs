using System.Collections;
using System.Collections.ObjectModel;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>Runs the script block of a transformation.</summary>
internal sealed class StoryTransform(ScriptBlock script, string story)
{
    /// <summary>The replacement that the script block returned; null when it returned nothing and changed the frontmatter in place.</summary>
    /// <exception cref="StoryTransformException">It threw, or returned something that is no frontmatter.</exception>
    public IDictionary? Apply(OrderedDictionary frontmatter)
    {
        var returned = Invoke(frontmatter).Select(value => PowerShellValues.Unwrap((object?)value)).Where(value => value is not null).ToArray();
        return returned switch
        {
            [] => PowerShellValues.Unwrap((IDictionary)frontmatter),
            [IDictionary replacement] => replacement,
            _ => throw new StoryTransformException(
                story,
                $"the script block returned {(returned.Length == 1 ? "a " + returned[0]!.GetType().Name : returned.Length + " objects")}; "
                + "it must return the new frontmatter, or nothing after changing $_ in place.",
                null),
        };
    }

    private Collection<PSObject> Invoke(OrderedDictionary frontmatter)
    {
        try
        {
            return script.InvokeWithContext(null, [new PSVariable("_", frontmatter)], frontmatter);
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (RuntimeException exception)
        {
            throw new StoryTransformException(story, exception.Message, exception);
        }
    }
}
