#if !NET
// What the compiler asks for, and .NET Standard 2.0 lacks. By hand: a generator of such types puts them in another order each time,
// and two builds of one commit would differ.
namespace System.Runtime.CompilerServices;

/// <summary>For <c>init</c> and records.</summary>
internal static class IsExternalInit;

/// <summary>For <c>required</c>.</summary>
[AttributeUsage(AttributeTargets.All, Inherited = false)]
internal sealed class RequiredMemberAttribute : Attribute;

/// <summary>For <c>required</c>.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
{
    /// <summary>The feature.</summary>
    public string FeatureName { get; } = featureName;
}
#endif
