using AngleSharp.Dom;
using Bunit;
using Portal.Ui;

namespace Portal.Tests.Ui;

/// <summary>Many files at once: each has its row, and what failed stays with its reason and can be repeated.</summary>
public sealed class FileDropTests : BunitContext
{
    private readonly BunitJSModuleInterop uploader;
    private readonly List<string> answers = [];
    private IReadOnlyList<UploadRow>? finished;

    public FileDropTests()
    {
        var module = JSInterop.SetupModule("./js/upload.js");
        module.Mode = JSRuntimeMode.Loose;
        uploader = module.SetupModule("attach", _ => true);
        uploader.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task Files_go_one_after_the_other_and_each_row_says_where_it_is()
    {
        var drop = Draw(multiple: true);

        await drop.InvokeAsync(() => drop.Instance.Queued([new(1, "a.xml", 1000), new(2, "b.xml", 2048)]));
        await drop.InvokeAsync(() => drop.Instance.Started(1));
        await drop.InvokeAsync(() => drop.Instance.Progress(1, 500));

        Assert.Equal(["a.xml 500 Б из 1000 Б Отменить загрузку", "b.xml 2 КБ, в очереди Не загружать"], Rows(drop));
        Assert.False(drop.Find("input").HasAttribute("disabled"));

        await drop.InvokeAsync(() => drop.Instance.UploadedAsync(1, "one"));
        await drop.InvokeAsync(() => drop.Instance.Started(2));
        await drop.InvokeAsync(() => drop.Instance.UploadedAsync(2, "two"));
        await drop.InvokeAsync(() => drop.Instance.FinishedAsync());

        Assert.Equal(["a.xml 1000 Б, загружен", "b.xml 2 КБ, загружен"], Rows(drop));
        Assert.Equal(["one", "two"], answers);
        Assert.Equal(["one", "two"], finished!.Select(file => file.Answer));
    }

    [Fact]
    public async Task What_failed_keeps_its_reason_until_it_is_repeated()
    {
        var drop = Draw(multiple: true);
        await drop.InvokeAsync(() => drop.Instance.Queued([new(1, "a.xml", 10), new(2, "b.doc", 10), new(3, "c.xml", 10)]));
        await drop.InvokeAsync(() => drop.Instance.RefusedAsync(2, "extension"));
        await drop.InvokeAsync(() => drop.Instance.FailedAsync(1, 0, ""));
        await drop.InvokeAsync(() => drop.Instance.FailedAsync(3, 422, """{"detail":"Файл повреждён."}"""));

        Assert.Equal(
            [
                "a.xml Связь прервалась, файл «a.xml» не загружен. Выберите его ещё раз. Повторить Скрыть",
                "b.doc Файл «b.doc» не подходит. Выберите файл XML. Скрыть", "c.xml Файл повреждён. Скрыть",
            ],
            Rows(drop));

        await drop.Find("button[aria-label='Повторить: a.xml']").ClickAsync();
        Assert.Equal("a.xml 10 Б, в очереди Не загружать", Rows(drop)[0]);
        Assert.Equal(1, uploader.VerifyInvoke("retry").Arguments[0]);

        await drop.Find("button[aria-label='Скрыть: b.doc']").ClickAsync();
        Assert.Equal(2, Rows(drop).Length);
        Assert.Equal(2, uploader.VerifyInvoke("forget").Arguments[0]);
    }

    [Fact]
    public async Task A_cancelled_file_can_be_taken_up_again_and_one_too_many_too()
    {
        var drop = Draw(multiple: true);
        await drop.InvokeAsync(() => drop.Instance.Queued([new(1, "a.xml", 10), new(2, "b.xml", 10)]));
        await drop.InvokeAsync(() => drop.Instance.Started(1));
        await drop.Find("button[aria-label='Отменить загрузку: a.xml']").ClickAsync();
        await drop.InvokeAsync(() => drop.Instance.Cancelled(1));
        await drop.InvokeAsync(() => drop.Instance.RefusedAsync(2, "many"));

        Assert.Equal(1, uploader.VerifyInvoke("cancel").Arguments[0]);
        Assert.Equal("a.xml Загрузка отменена Повторить Скрыть", Rows(drop)[0]);
        Assert.StartsWith("b.xml Файл «b.xml» лишний: за один раз не больше 2.", Rows(drop)[1], StringComparison.Ordinal);
        Assert.EndsWith("Повторить Скрыть", Rows(drop)[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_file_takes_the_place_of_the_one_before_and_nothing_is_chosen_meanwhile()
    {
        var drop = Draw(multiple: false);
        await drop.InvokeAsync(() => drop.Instance.Queued([new(1, "a.xml", 10)]));
        await drop.InvokeAsync(() => drop.Instance.FailedAsync(1, 500, ""));
        Assert.Equal("alert", drop.FindAll("p.visually-hidden").Single().GetAttribute("role"));

        await drop.InvokeAsync(() => drop.Instance.Queued([new(2, "b.xml", 10)]));
        Assert.Equal(["b.xml 10 Б, в очереди Не загружать"], Rows(drop));
        Assert.True(drop.Find("input").HasAttribute("disabled"));
    }

    [Fact]
    public async Task The_page_may_say_in_the_row_what_became_of_a_file()
    {
        var drop = Draw(multiple: true, file => $"<a href=\"/{file.Answer}\">Открыть</a>");
        await drop.InvokeAsync(() => drop.Instance.Queued([new(1, "a.xml", 10)]));
        await drop.InvokeAsync(() => drop.Instance.UploadedAsync(1, "draft"));

        Assert.Equal("/draft", drop.Find("li a").GetAttribute("href"));
    }

    private static string[] Rows(IRenderedComponent<FileDrop> drop) =>
        [.. drop.FindAll("li").Select(row => string.Join(' ', string.Join(' ', row.GetDescendants().OfType<IText>().Select(text => text.Text)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    private IRenderedComponent<FileDrop> Draw(bool multiple, Func<UploadRow, string>? uploaded = null) => Render<FileDrop>(drop =>
    {
        drop.Add(one => one.Url, "/upload").Add(one => one.Multiple, multiple).Add(one => one.MaxFiles, 2).Add(one => one.Extensions, [".xml"])
            .Add(one => one.OnUploaded, answers.Add).Add(one => one.OnFinished, files => finished = files);
        if (uploaded is not null)
        {
            drop.Add(one => one.Uploaded, uploaded);
        }
    });
}
