using static Portal.Tests.HouseRules.Plant;

namespace Portal.Tests.HouseRules;

/// <summary>Plants for the rules of screens.</summary>
internal static class ScreenPlants
{
    private const string Markup = "src/Portal/Features/Drafts/DraftPage.razor";
    private const string Css = "wwwroot-assets/css/portal.css";

    public static IReadOnlyList<Plant> All { get; } =
    [
        Fires(ScreenRules.NoCodeBlocks, "a code block", (Markup, "<p></p>\n@code {\n    int a;\n}")),
        Fires(ScreenRules.NoCodeBlocks, "a functions block", (Markup, "@functions { int a; }")),
        IsQuiet(ScreenRules.NoCodeBlocks, "a code of a confirmation, and a comment", (Markup, "@* @code *@ <code>@codeFromSms</code> <!-- @code -->")),
        Fires(ScreenRules.NoForeignOrigin, "a font from elsewhere", (Css, "@import url('https://fonts.googleapis.com/css?family=Roboto');")),
        Fires(ScreenRules.NoForeignOrigin, "a script of a delivery network", ("src/Portal/Shell/App.razor", "<script src=\"//cdn.example.com/a.js\"></script>")),
        Fires(ScreenRules.NoForeignOrigin, "a picture from any other host", (Markup, "<img alt=\"\" src=\"https://example.com/a.png\">")),
        Fires(ScreenRules.NoForeignOrigin, "an address in code", ("src/Portal/Hosting/A.cs", "var a = \"https://unpkg.com/a.js\";")),
        IsQuiet(ScreenRules.NoForeignOrigin, "a link for people, a font of ours, a namespace and a comment",
            (Markup, "<a href=\"https://www.gosuslugi.ru/\">Госуслуги</a>"),
            (Css, "src: url('../fonts/roboto.woff2');"),
            ("wwwroot-assets/img/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" />"),
            ("src/Portal/Hosting/A.cs", "// https://cdn.example.com/")),
        Fires(ScreenRules.RussianText, "a vendor's word in a heading", (Markup, "<h1>Мои drafts</h1>")),
        Fires(ScreenRules.RussianText, "a vendor's word between expressions", (Markup, "@if (a)\n{\n    <p>@Name\n        Docflow не найден (@Id)\n    </p>\n}")),
        Fires(ScreenRules.RussianText, "a vendor's word beside an entity", (Markup, "<p>Мой&nbsp;draft&nbsp;&mdash; новый</p>")),
        Fires(ScreenRules.RussianText, "a vendor's word in a label", (Markup, "<MudTextField Label=\"Введите sid\" />")),
        IsQuiet(ScreenRules.RussianText, "the words in code, addresses and attributes of components",
            (Markup,
                """
                @page "/drafts/{draft}"
                @inject DraftStore Drafts
                @* draft *@
                <style>.draft { color: red; }</style>
                <PageTitle>Черновики</PageTitle>
                @foreach (var draft in drafts.Where(draft => draft.IsOpen(1)))
                {
                    var docflow = draft.Docflow;
                    <DraftRow Draft="draft" class="draft" Title="@draft.Title" OnOpen="@(() => Open("draft"))" />
                    <a href="/drafts/@draft.Id">@draft.Name(x) от @(draft.Created.ToString("d"))</a>
                }
                else if (docflow is null)
                {
                    <p>Черновиков нет, resident и sidebar не слова поставщика</p>
                }
                """)),
    ];
}
