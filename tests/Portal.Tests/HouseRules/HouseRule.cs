namespace Portal.Tests.HouseRules;

/// <summary>A rule of the house: its name is a sentence, its check looks at all files at once.</summary>
internal sealed record HouseRule(string Name, Func<IReadOnlyList<SourceFile>, IEnumerable<Violation>> Check);
