namespace Portal.Shell;

/// <summary>One calm card: signing in, linking, not found.</summary>
public sealed partial class EmptyLayout(HeaderState header)
{
}
