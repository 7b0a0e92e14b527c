namespace Portal.Tests.HouseRules;

/// <summary>A string literal: what is between its quotes, holes as <c>{}</c>.</summary>
internal sealed record Literal(int Line, string Text);
