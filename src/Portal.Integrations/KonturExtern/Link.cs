namespace Portal.Integrations.KonturExtern;

/// <summary>A hypertext link (contract drafts 0.5); known relations are listed there, others are kept.</summary>
public sealed record Link(string? Rel, string? Href, string? Name = null, string? Title = null, string? Profile = null, bool Templated = false);
