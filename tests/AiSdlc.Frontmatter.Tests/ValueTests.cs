using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>From CLR values to the model, and the model's equality.</summary>
public class ValueTests
{
    public static TheoryData<object?, string> Convertible => new()
    {
        { null, "null" },
        { true, "true" },
        { "text", "str \"text\"" },
        { 'c', "str \"c\"" },
        { (byte)1, "int 1" },
        { (sbyte)-1, "int -1" },
        { (short)1, "int 1" },
        { (ushort)1, "int 1" },
        { 1u, "int 1" },
        { 1L, "int 1" },
        { 1UL, "int 1" },
        { new BigInteger(5), "int 5" },
        { 9007199254740991L, "int 9007199254740991" },
        { -9007199254740991L, "int -9007199254740991" },
        { 9007199254740991UL, "int 9007199254740991" },
        { 1.5, "float 1.5" },
        { 1.5f, "float 1.5" },
        { 0.1f, "float 0.1" },
        { 1.10m, "float 1.1" },
        { 5m, "int 5" },
        { 5.0m, "float 5" },
        { 0.1m, "float 0.1" },
        { double.NaN, "float NaN" },
        { DayOfWeek.Friday, "str \"Friday\"" },
        { AttributeTargets.Class | AttributeTargets.Enum, "str \"Class, Enum\"" },
        { new DateTime(2026, 1, 13, 10, 0, 0, 123, DateTimeKind.Utc), "str \"2026-01-13T10:00:00.123Z\"" },
        { new DateTimeOffset(2026, 1, 13, 10, 0, 0, TimeSpan.FromHours(2)), "str \"2026-01-13T08:00:00.000Z\"" },
        { new DateTime(2026, 1, 2), "str \"2026-01-02\"" },
        { new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc), "str \"2026-01-02T00:00:00.000Z\"" },
        { new DateOnly(2026, 1, 2), "str \"2026-01-02\"" },
        { new TimeOnly(10, 30), "str \"10:30:00\"" },
        { new TimeOnly(10, 30, 5, 250), "str \"10:30:05.25\"" },
        { TimeSpan.Zero, "str \"00:00:00\"" },
        { new TimeSpan(1, 2, 3, 4), "str \"1.02:03:04\"" },
        { new Guid("01234567-89AB-cdef-0123-456789abcdef"), "str \"01234567-89ab-cdef-0123-456789abcdef\"" },
        { new Uri("http://x/a b?c"), "str \"http://x/a b?c\"" },
        { new Uri("a/b", UriKind.Relative), "str \"a/b\"" },
        { new Version(1, 2), "str \"1.2\"" },
        { new FileInfo("/tmp/x.md"), $"str {System.Text.Json.JsonSerializer.Serialize(Path.GetFullPath("/tmp/x.md"))}" },
        { DBNull.Value, "null" },
        { new[] { 1 }, "[int 1]" },
        { Array.Empty<string>(), "[]" },
        { new object?[] { "a", null, new[] { 2 } }, "[str \"a\", null, [int 2]]" },
        { Enumerable.Range(1, 3), "[int 1, int 2, int 3]" },
        { new Hashtable { ["b"] = 1, ["a"] = 2 }, "{a: int 2, b: int 1}" },
        { new Hashtable { [1] = "x" }, "{1: str \"x\"}" },
    };

    public static TheoryData<object, string> Inconvertible => new()
    {
        { 9007199254740992L, "key" },
        { -9007199254740992L, "key" },
        { ulong.MaxValue, "key" },
        { BigInteger.Pow(10, 30), "key" },
        { 1.0000000000000000000000001m, "key" },
        { decimal.MaxValue, "key" },
        { "\uD800", "key" },
        { "a\uDC00b", "key" },
        { new object(), "key" },
        { new System.Text.StringBuilder("x"), "key" },
        { new System.Xml.XmlDocument(), "key" },
        { new object[] { 1, new Random(1) }, "key[1]" },
        { new Hashtable { ["a"] = new object[] { 1, 2, new Hashtable { ["score"] = new object() } } }, "key.a[2].score" },
        { new Hashtable { [new object()] = 1 }, "key" },
        { new Hashtable { ["__proto__"] = 1 }, "key" },
        { new Hashtable { [new string('k', 1001)] = 1 }, "key" },
        { new Hashtable { [1] = 1, ["1"] = 2 }, "key" },
        { Enumerable.Range(0, int.MaxValue), "key[599999]" },
    };

    [Theory]
    [MemberData(nameof(Convertible))]
    public void Converts(object? value, string shown) => Assert.Equal(shown, Model.Show(FrontmatterValue.From(value, "key")));

    [Theory]
    [MemberData(nameof(Inconvertible))]
    public void Refuses(object value, string key)
    {
        var fault = Assert.Throws<UnsupportedValueFault>(() => FrontmatterValue.From(value, "key"));
        Assert.Equal(key, fault.Key);
    }

    [Fact]
    public void Names_the_type_it_refuses()
    {
        var fault = Assert.Throws<UnsupportedValueFault>(() => FrontmatterValue.From(new object[] { new Random(1) }, "a"));
        Assert.Equal(("a[0]", typeof(Random)), (fault.Key, fault.ValueType));
    }

    [Theory]
    [InlineData("a.b", "a.b.c")]
    [InlineData("", "c")]
    public void Says_where_a_value_stands(string key, string expected) =>
        Assert.Equal(expected, Assert.Throws<UnsupportedValueFault>(() => FrontmatterValue.From(new Hashtable { ["c"] = new object() }, key)).Key);

    [Fact]
    public void Names_the_key_of_a_rewrite()
    {
        var target = Model.Map(("review_history", Model.List(1, 2, Model.Map(("score", new object())))), (".x", 1));
        Assert.Equal("review_history[2].score", Assert.Throws<UnsupportedValueFault>(() => Story.Parse("").Rewrite(target)).Key);
    }

    [Fact]
    public void Refuses_cycles_and_depth()
    {
        var cycle = new List<object?>();
        cycle.Add(new Hashtable { ["again"] = cycle });
        Assert.Equal("key[0].again", Assert.Throws<UnsupportedValueFault>(() => FrontmatterValue.From(cycle, "key")).Key);
        object deep = 1;
        for (var i = 0; i < 100; i++)
            deep = new[] { deep };
        Assert.Throws<UnsupportedValueFault>(() => FrontmatterValue.From(deep, "key"));
    }

    [Fact]
    public void Keeps_the_order_of_ordered_dictionaries_only()
    {
        var ordered = new OrderedDictionary { ["b"] = 1, ["a"] = 2 };
        var plain = new Dictionary<string, int> { ["b"] = 1, ["B"] = 3, ["a"] = 2 };
        Assert.Equal(["b", "a"], ((OrderedDictionary)FrontmatterValue.From(ordered, "")!).Keys.Cast<string>());
        Assert.Equal(["B", "a", "b"], ((OrderedDictionary)FrontmatterValue.From(plain, "")!).Keys.Cast<string>());
    }

    [Fact]
    public void An_unspecified_time_is_local() => Assert.Equal(
        new DateTime(2026, 7, 1, 12, 0, 0, DateTimeKind.Local).ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        FrontmatterValue.From(new DateTime(2026, 7, 1, 12, 0, 0), ""));

    [Fact]
    public void Is_a_deep_copy()
    {
        var list = Model.List(1);
        var copy = (List<object?>)FrontmatterValue.From(list, "")!;
        copy.Add(2);
        Assert.Single(list);
    }

    [Theory]
    [InlineData(10, 10.0, true)]
    [InlineData(10, 10L, true)]
    [InlineData(10, "10", false)]
    [InlineData(1, true, false)]
    [InlineData(null, "", false)]
    [InlineData(null, null, true)]
    [InlineData("a", "A", false)]
    [InlineData(double.NaN, double.NaN, true)]
    public void Same_compares_values_and_types(object? a, object? b, bool expected) => Assert.Equal(expected, FrontmatterValue.Same(a, b));

    [Fact]
    public void Same_ignores_the_order_of_keys_only()
    {
        Assert.True(FrontmatterValue.Same(Model.Map(("a", 1), ("b", 2)), Model.Map(("b", 2.0), ("a", 1))));
        Assert.False(FrontmatterValue.Same(Model.Map(("a", 1)), Model.Map(("a", 1), ("b", null))));
        Assert.False(FrontmatterValue.Same(Model.List(1, 2), Model.List(2, 1)));
        Assert.False(FrontmatterValue.Same(Model.List(), Model.Map()));
    }

    [Fact]
    public void Culture_never_matters()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.NumberFormat.NumberDecimalSeparator = ",";
            odd.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = odd;
            Assert.Equal("---\na: -1.5\nb: -3\n---\n", Story.Edit("---\na: 1\n---\n", "{\"a\": -1.5, \"b\": -3}"));
            Assert.Equal("float -1.5", Model.Show(Story.Parse("---\na: -1.5\n---\n").ReadData()["a"]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
