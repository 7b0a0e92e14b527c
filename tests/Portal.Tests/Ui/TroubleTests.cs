using System.Net;
using Portal.Integrations.Http;
using Portal.Ui;

namespace Portal.Tests.Ui;

/// <summary>Errors say what happened, what is safe and what to do, in Russian.</summary>
public sealed class TroubleTests
{
    public static TheoryData<VendorErrorKind> Kinds => [.. Enum.GetValues<VendorErrorKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_says_what_happened_and_what_to_do(VendorErrorKind kind)
    {
        var trouble = Trouble.From(new VendorException(kind, "Kontur.Extern", "Слова службы", traceId: "abc123"));

        foreach (var text in new[] { trouble.What, trouble.Advice! })
        {
            Assert.True(text.Length > 8);
            Assert.DoesNotContain(text, letter => char.IsAsciiLetter(letter));
        }

        Assert.Equal(("abc123", false), (trouble.TraceId, trouble.IsUnclear));
    }

    [Fact]
    public void A_refusal_quotes_the_service_and_an_outage_does_not()
    {
        Assert.Equal("Неверный КПП", Trouble.From(new VendorException(VendorErrorKind.Rejected, "Kontur.Extern", "Неверный КПП")).VendorText);
        Assert.Null(Trouble.From(new VendorException(VendorErrorKind.Rejected, "Kontur.Extern", " ")).VendorText);
        Assert.Null(Trouble.From(new VendorException(VendorErrorKind.Unavailable, "Kontur.Extern", "<html>")).VendorText);
    }

    [Theory]
    [InlineData(VendorErrorKind.Unavailable, true)]
    [InlineData(VendorErrorKind.Throttled, true)]
    [InlineData(VendorErrorKind.Conflict, true)]
    [InlineData(VendorErrorKind.Rejected, false)]
    [InlineData(VendorErrorKind.Forbidden, false)]
    public void Trying_again_is_offered_only_where_it_may_help(VendorErrorKind kind, bool canRetry) =>
        Assert.Equal(canRetry, Trouble.From(new VendorException(kind, "Kontur.Extern")).CanRetry);

    [Fact]
    public void An_unclear_end_promises_that_nothing_is_sent_twice()
    {
        var trouble = Trouble.From(new VendorException(VendorErrorKind.Unavailable, "Kontur.Extern", "x", traceId: "t", statusCode: HttpStatusCode.GatewayTimeout, isUnclear: true));

        Assert.Equal((true, true, null, "t"), (trouble.IsUnclear, trouble.CanRetry, trouble.VendorText, trouble.TraceId));
        Assert.Contains("второй раз не уйдёт", trouble.Safe, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("extension", "Файл «a.doc» не подходит. Выберите файл XML.")]
    [InlineData("size", "Файл «a.doc» больше 1 МБ. Выберите файл поменьше.")]
    [InlineData("empty", "Файл «a.doc» пустой. Проверьте, тот ли это файл.")]
    public void What_the_browser_refuses_is_told_before_sending(string reason, string sentence) =>
        Assert.Equal(sentence, UploadRefusal.BeforeSending("a.doc", reason, [".xml"], 1_048_576).Replace('\u00a0', ' '));

    [Theory]
    [InlineData(422, """{"title":"Unprocessable Entity","detail":"Файл повреждён."}""", "Файл повреждён.")]
    [InlineData(422, """{"title":"Отказ"}""", "Отказ")]
    [InlineData(400, """{"title":"Bad Request"}""", "Файл «a.xml» не принят. Проверьте, тот ли это файл.")]
    [InlineData(0, "", "Связь прервалась, файл «a.xml» не загружен. Выберите его ещё раз.")]
    [InlineData(401, "", "Сеанс закончился. Обновите страницу и войдите ещё раз.")]
    [InlineData(403, "<html>", "Нет права загружать сюда файлы. «a.xml» не загружен.")]
    [InlineData(413, "[]", "Файл «a.xml» больше 1 МБ. Выберите файл поменьше.")]
    [InlineData(500, "null", "Файл «a.xml» не загружен: ошибка на сервере. Повторите через минуту.")]
    public void What_the_endpoint_refuses_is_told_in_its_own_Russian_words_or_ours(int status, string answer, string sentence) =>
        Assert.Equal(sentence, UploadRefusal.Sentence("a.xml", status, answer, 1_048_576).Replace('\u00a0', ' '));
}
