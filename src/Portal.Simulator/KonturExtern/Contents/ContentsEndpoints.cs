using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Contents;

/// <summary>The contents service (drafts contract 3.1, 3.2).</summary>
internal sealed partial class ContentsEndpoints(ContentStore contents)
{
    private const long LargestPart = 64L * 1024 * 1024;
    private const long LargestTotal = 30L * 1024 * 1024 * 1024;

    public void Map(ExternRoutes routes)
    {
        routes.Post("/v1/{accountId:guid}/contents", StartAsync);
        routes.Put("/v1/{accountId:guid}/contents/{contentId:guid}", ContinueAsync);
        routes.Get("/v1/{accountId:guid}/contents/{contentId:guid}", DownloadAsync);
    }

    private async Task<ExternAnswer> StartAsync(ExternCall call)
    {
        RefuseLarge(call.Request.ContentLength);
        var mediaType = call.Request.ContentType ?? "application/octet-stream";
        if (call.Request.Headers.ContentRange.Count == 0)
        {
            return await StartWholeAsync(call, mediaType);
        }

        var (range, total) = RangeOf(call);
        var started = contents.Open(call.Account.Id, mediaType, total);
        var stored = await KeptOrDroppedAsync(started.Id, contents.WritePartAsync(started, range, total, call.Request.Body, call.Cancelled));
        return new ExternAnswer(stored.IsComplete ? StatusCodes.Status201Created : StatusCodes.Status200OK, new ContentId(stored.Id));
    }

    private async Task<ExternAnswer> StartWholeAsync(ExternCall call, string mediaType)
    {
        if (call.Request.ContentLength is 0)
        {
            throw ExternException.BadRequest("Пустой контент загрузить нельзя.");
        }

        var started = contents.Open(call.Account.Id, mediaType, null);
        var stored = await KeptOrDroppedAsync(started.Id, contents.WriteWholeAsync(started, LargestPart, call.Request.Body, call.Cancelled));
        return ExternAnswer.Created(new ContentId(stored.Id));
    }

    /// <summary>A refused or broken first part leaves no file behind.</summary>
    private async Task<StoredContent> KeptOrDroppedAsync(Guid id, Task<StoredContent> writing)
    {
        try
        {
            return await writing;
        }
        catch
        {
            contents.Drop(id);
            throw;
        }
    }

    private async Task<ExternAnswer> ContinueAsync(ExternCall call)
    {
        var id = call.Id("contentId");
        var content = contents.Find(call.Account.Id, id) ?? throw ExternException.NotFound("Контент не найден.");
        RefuseLarge(call.Request.ContentLength);
        var (range, total) = RangeOf(call);
        var known = content.Total ?? total;
        if ((content.Total is { } before && total is { } now && before != now) || range.To >= known || content.Stored.Any(part => part.To >= known))
        {
            throw ExternException.BadRequest("Диапазон не согласуется с объявленной длиной контента.");
        }

        if (content.IsComplete)
        {
            return await contents.HoldsAsync(content, range, call.Request.Body, call.Cancelled)
                ? ExternAnswer.Created(new PartAnswer(id, new ContentId(id), true))
                : throw ExternException.BadRequest("Контент уже загружен полностью и не меняется.");
        }

        var stored = await contents.WritePartAsync(content, range, total, call.Request.Body, call.Cancelled);
        return new ExternAnswer(stored.IsComplete ? StatusCodes.Status201Created : StatusCodes.Status200OK, new PartAnswer(id, new ContentId(id), stored.IsComplete));
    }

    private async Task<ExternAnswer> DownloadAsync(ExternCall call)
    {
        var content = contents.Complete(call.Account.Id, call.Id("contentId"));
        var total = content.Total!.Value;
        var whole = call.Request.Headers.Range.Count == 0;
        var range = whole ? new ByteRange(0, total - 1) : Requested(call.Request.Headers.Range.ToString(), total);
        if (!whole && range.Length > LargestPart)
        {
            throw new ExternException(StatusCodes.Status413PayloadTooLarge, "За один запрос можно получить не больше 64 МБ.");
        }

        var response = call.Http.Response;
        response.StatusCode = whole ? StatusCodes.Status200OK : StatusCodes.Status206PartialContent;
        response.ContentType = content.MediaType;
        response.ContentLength = range.Length;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.ContentRange = $"bytes {range.From}-{range.To}/{total}";
        await using var file = contents.Read(content.Id);
        await Microsoft.AspNetCore.Http.Extensions.StreamCopyOperation.CopyToAsync(Seek(file, range.From), response.Body, range.Length, 81920, call.Cancelled);
        return ExternAnswer.Written;
    }

    private static FileStream Seek(FileStream file, long position)
    {
        file.Position = position;
        return file;
    }

    /// <summary>The client's range with its end clamped to the last byte.</summary>
    private static ByteRange Requested(string header, long total)
    {
        if (!RangeHeaderValue.TryParse(header, out var parsed) || parsed.Unit != "bytes" || parsed.Ranges.Count != 1)
        {
            throw ExternException.BadRequest("Неверный заголовок Range.");
        }

        var asked = parsed.Ranges.First();
        var from = asked.From ?? Math.Max(0, total - asked.To!.Value);
        var to = asked.From is null ? total - 1 : Math.Min(asked.To ?? (total - 1), total - 1);
        return from < total ? new ByteRange(from, to) : throw new ExternException(StatusCodes.Status416RangeNotSatisfiable, "Диапазон начинается за концом контента.");
    }

    /// <summary><c>bytes from-to/total</c> or <c>…/*</c>; an end equal to the total is read as the last byte.</summary>
    private static (ByteRange Range, long? Total) RangeOf(ExternCall call)
    {
        var match = ContentRangeForm().Match(call.Request.Headers.ContentRange.ToString());
        if (!match.Success || !TryLong(match.Groups[1].Value, out var from) || !TryLong(match.Groups[2].Value, out var to))
        {
            throw ExternException.BadRequest("Неверный заголовок Content-Range: нужно «bytes {from}-{to}/{total}».");
        }

        long? total = null;
        if (match.Groups[3].Value != "*")
        {
            total = TryLong(match.Groups[3].Value, out var given) && given <= LargestTotal ? given : throw ExternException.BadRequest("Контент больше 30 ГБ.");
            to = to == given ? to - 1 : to;
        }

        if (from > to || to >= (total ?? LargestTotal))
        {
            throw ExternException.BadRequest("Неверный диапазон в Content-Range.");
        }

        var range = new ByteRange(from, to);
        RefuseLarge(range.Length);
        return call.Request.ContentLength is { } length && length != range.Length
            ? throw ExternException.BadRequest("Длина тела не совпадает с диапазоном в Content-Range.")
            : (range, total);
    }

    private static bool TryLong(string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static void RefuseLarge(long? length)
    {
        if (length > LargestPart)
        {
            throw new ExternException(StatusCodes.Status413PayloadTooLarge, "Часть контента больше 64 МБ.");
        }
    }

    [GeneratedRegex(@"\A\s*bytes[ =]([0-9]+)-([0-9]+)/([0-9]+|\*)\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex ContentRangeForm();

    private sealed record ContentId(Guid Id);

    private sealed record PartAnswer(Guid Id, ContentId Content, bool IsCompleted);
}
