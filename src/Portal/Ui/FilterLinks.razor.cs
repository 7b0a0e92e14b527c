using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Portal.Ui;

/// <summary>One choice of <see cref="FilterLinks"/>; <paramref name="IsMore"/>: there are more than <paramref name="Count"/>.</summary>
public sealed record FilterChoice(string Text, string Href, bool IsChosen, int? Count = null, bool IsMore = false);

/// <summary>A filter as a row of links, so that the choice is in the address.</summary>
public sealed partial class FilterLinks
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    [Parameter, EditorRequired] public IReadOnlyList<FilterChoice> Choices { get; set; } = [];

    /// <summary>Read aloud: what is filtered.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";
}
