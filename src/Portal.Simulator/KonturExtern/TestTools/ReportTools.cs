using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.TestTools;

/// <summary>Report files and contents (test tools contract, rows <c>generate-fuf-…</c> and <c>upload-content</c>).</summary>
internal sealed class ReportTools(ContentStore contents, SimulatorClock clock)
{
    private const int LargestContent = 64 * 1024 * 1024;

    public void Map(ExternRoutes routes)
    {
        routes.Tool("POST", "generate-fuf-ssch", http => ReportAsync(http, FufForms.Headcount));
        routes.Tool("POST", "generate-fuf-envd", http => ReportAsync(http, FufForms.ImputedIncome));
        routes.Tool("POST", "generate-fuf-profit-tax", http => ReportAsync(http, FufForms.Profit));
        routes.Tool("POST", "generate-fuf-rsv", http => ReportAsync(http, FufForms.Contributions));
        routes.Tool("POST", "generate-fuf-3ndfl", http => ReportAsync(http, FufForms.PersonalIncome));
        routes.Tool("POST", "generate-fuf-nds-with-attachments", ValueAddedAsync);
        routes.Tool("POST", "upload-content", UploadAsync);
    }

    private async Task<ExternAnswer> ReportAsync(HttpContext http, FufForm form)
    {
        var report = FufWriter.Write(form, (await ToolCall.ReadAsync<ReportRequest>(http)).Facts(clock.UtcNow), Windows1251(http));
        return await ToolCall.FileAsync(http, report.Bytes, "application/xml", report.Filename);
    }

    private async Task<ExternAnswer> ValueAddedAsync(HttpContext http)
    {
        var (main, purchases, sales) = FufWriter.WriteValueAdded((await ToolCall.ReadAsync<ReportRequest>(http)).Facts(clock.UtcNow), Windows1251(http));
        return await ToolCall.JsonAsync(http, new { MainDocument = main.Bytes, FnsBookPurchases = purchases.Bytes, FnsBookSales = sales.Bytes });
    }

    /// <summary>Every account may use the content, since the call names none; the id is answered as a JSON string (both chosen by us).</summary>
    private async Task<ExternAnswer> UploadAsync(HttpContext http)
    {
        var bytes = await ToolCall.BytesAsync(http, LargestContent);
        return bytes.Length == 0 ? throw ExternException.BadRequest("Пустой контент загрузить нельзя.")
            : ExternAnswer.Ok(contents.Keep(ContentStore.EveryAccount, file => file.Write(bytes), http.Request.ContentType ?? "application/octet-stream", ContentStore.Retention).Id);
    }

    private static bool Windows1251(HttpContext http) => http.Request.Query["windows1251"] is not [{ Length: > 0 } text, ..] ? false
        : bool.TryParse(text, out var asked) ? asked
        : throw ToolValues.Wrong("windows1251", "нужно true или false");
}
