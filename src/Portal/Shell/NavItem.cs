using Microsoft.AspNetCore.Components.Routing;

namespace Portal.Shell;

/// <summary>One line of the navigation.</summary>
/// <param name="Text">The word beside the icon; short, since it also stands under it on a phone.</param>
/// <param name="Icon">Inner SVG.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Match">How its being current is known.</param>
/// <param name="Count">What waits there; nothing is drawn for zero.</param>
public sealed record NavItem(string Text, string Icon, string Href, NavLinkMatch Match = NavLinkMatch.Prefix, int Count = 0);
