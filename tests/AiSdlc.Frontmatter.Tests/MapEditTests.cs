using System.Linq;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>Changes of a map made as one.</summary>
public class MapEditTests
{
    private readonly MapEdit _edit = new(Model.Map(("a", 1), ("b", 2), ("c", null)));

    [Fact]
    public void Keeps_the_order_and_puts_new_keys_last()
    {
        _edit["d"] = 4;
        _edit["b"] = 5;
        _edit.Remove("a");
        Assert.Equal(["b", "c", "d"], _edit.Apply().Keys.Cast<string>());
        Assert.Equal("{b: int 5, c: null, d: int 4}", Model.Show(_edit.Apply()));
    }

    [Fact]
    public void Knows_what_is_there_so_far()
    {
        _edit.Remove("a");
        _edit["d"] = null;
        Assert.Equal((false, true, true, true, false), (_edit.Contains("a"), _edit.Contains("b"), _edit.Contains("c"), _edit.Contains("d"), _edit.Contains("e")));
        Assert.Equal((null, 2, null), (_edit["a"], _edit["b"], _edit["e"]));
    }

    [Fact]
    public void A_key_that_is_removed_and_set_comes_last()
    {
        _edit.Remove("a");
        _edit["a"] = 9;
        Assert.Equal("b, c, a", string.Join(", ", _edit.Apply().Keys.Cast<string>()));
        Assert.Equal(9, _edit.Apply()["a"]);
    }

    [Fact]
    public void The_map_itself_does_not_change()
    {
        var map = Model.Map(("a", 1));
        var edit = new MapEdit(map) { ["a"] = 2 };
        Assert.Equal(2, edit.Apply()["a"]);
        Assert.Equal(1, map["a"]);
    }
}
