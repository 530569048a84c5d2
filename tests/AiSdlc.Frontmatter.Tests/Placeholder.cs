namespace AiSdlc.Tests;

public class PlaceholderTests
{
    [Fact]
    public void Runs() => Assert.Equal(2, "ab".Length);
}
