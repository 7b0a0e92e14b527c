using Microsoft.AspNetCore.Antiforgery;
using Portal.Ui;

namespace Portal.Shell;

/// <summary>A small file that comes as a raw body: read whole, or refused in words before a byte of it is read.</summary>
public static class SmallUpload
{
    /// <summary>The bytes, or the answer that refuses them.</summary>
    /// <param name="most">Bytes of the largest.</param>
    public static async Task<(byte[] Bytes, IResult? Refusal)> ReadAsync(HttpContext context, IAntiforgery antiforgery, int most)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return ([], Results.Problem("Страница устарела, файл не загружен. Обновите её и выберите файл ещё раз.", statusCode: StatusCodes.Status400BadRequest));
        }

        if (context.Request.ContentLength is not { } length || length <= 0 || length > most)
        {
            return ([], Results.Problem($"Файл должен быть не пустым и не больше {FileSize.Of(most)}.", statusCode: StatusCodes.Status422UnprocessableEntity));
        }

        var file = new byte[length];
        await context.Request.Body.ReadExactlyAsync(file, context.RequestAborted);
        return (file, null);
    }
}
