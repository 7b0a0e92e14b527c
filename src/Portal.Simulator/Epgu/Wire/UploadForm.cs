using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Portal.Simulator.Epgu.Wire;

/// <summary>A multipart/form-data request, its file spooled to disk; what nobody takes is deleted with the form.</summary>
internal sealed class UploadForm : IDisposable
{
    private const int LongestField = 65_536;
    private readonly Dictionary<string, string> fields = new(StringComparer.Ordinal);
    private readonly string spool;

    private UploadForm(string spool) => this.spool = spool;

    /// <summary>Bytes of the part <c>file</c>; null when there is no such part. Beyond the limit they are counted, not kept.</summary>
    public long? FileLength { get; private set; }

    public string? Field(string name) => fields.GetValueOrDefault(name);

    /// <summary>Reads the whole request.</summary>
    /// <exception cref="EpguError">It is no multipart/form-data.</exception>
    public static async Task<UploadForm> ReadAsync(HttpRequest request, string folder, long largest)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/form-data" || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
        {
            throw EpguError.BadRequest("Content-Type: ожидается multipart/form-data");
        }

        var form = new UploadForm(Path.Combine(folder, $"{Guid.NewGuid():N}.upload"));
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync() is { } section)
            {
                await form.TakeAsync(section, largest);
            }

            return form;
        }
        catch (Exception broken)
        {
            form.Dispose();

            // A client that left is no bad request: the journal tells it apart.
            if (broken is InvalidDataException || (broken is IOException and not (BadHttpRequestException or Microsoft.AspNetCore.Connections.ConnectionResetException)))
            {
                throw EpguError.BadRequest("Тело запроса не читается как multipart/form-data");
            }

            throw;
        }
    }

    /// <summary>Moves the file to where it is kept; it is on disk when this returns.</summary>
    public void MoveTo(string path) => File.Move(spool, path, overwrite: true);

    /// <summary>The part or field <c>meta</c> of contract 3.1.</summary>
    public OrderMeta Meta() => OrderMeta.Parse(Field("meta") ?? throw EpguError.BadRequest("Не передан обязательный параметр meta"));

    public void Dispose() => File.Delete(spool);

    private async Task TakeAsync(MultipartSection section, long largest)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || HeaderUtilities.RemoveQuotes(disposition.Name).Value is not { Length: > 0 } name)
        {
            return;
        }

        if (name == "file")
        {
            FileLength = await SpoolAsync(section.Body, largest);
            return;
        }

        using var text = new StreamReader(section.Body, Encoding.UTF8);
        var buffer = new char[LongestField];
        var length = await text.ReadBlockAsync(buffer);
        fields[name] = length == LongestField ? throw EpguError.BadRequest($"Параметр {name} слишком длинный") : new string(buffer, 0, length);
    }

    private async Task<long> SpoolAsync(Stream body, long largest)
    {
        long length = 0;
        await using var file = new FileStream(spool, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        var buffer = new byte[81920];
        while (await body.ReadAsync(buffer) is > 0 and var read)
        {
            length += read;
            if (length <= largest)
            {
                await file.WriteAsync(buffer.AsMemory(0, read));
            }
        }

        file.Flush(flushToDisk: true);
        return length;
    }
}

/// <summary>What an order is opened with (contract 3.1).</summary>
internal sealed record OrderMeta(string Region)
{
    public const string ServiceCode = "10000000374";
    private const string TargetCode = "-10000000374";

    /// <exception cref="EpguError">A member is missing or wrong.</exception>
    public static OrderMeta Parse(string json)
    {
        try
        {
            using var meta = JsonDocument.Parse(json);
            if (meta.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw EpguError.BadRequest("meta: ожидается объект JSON");
            }

            var region = Member(meta.RootElement, "region");
            if (region.Length is < 2 or > 11 || !region.All(char.IsAsciiDigit))
            {
                throw EpguError.BadRequest("region: код ОКАТО, от 2 до 11 цифр");
            }

            if (Member(meta.RootElement, "serviceCode") != ServiceCode)
            {
                throw new EpguError(StatusCodes.Status400BadRequest, "service_not_found", "Услуга не найдена");
            }

            return Member(meta.RootElement, "targetCode") == TargetCode ? new OrderMeta(region) : throw EpguError.BadRequest("targetCode: цель услуги не найдена");
        }
        catch (JsonException)
        {
            throw EpguError.BadRequest("meta: не читается как JSON");
        }
    }

    private static string Member(JsonElement meta, string name) =>
        meta.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw EpguError.BadRequest($"Не передан обязательный параметр {name}");
}
