namespace Portal.Simulator.Pages;

/// <summary>Answers with a whole page.</summary>
internal static class HtmlPage
{
    public static IResult Answer(Html page, int status = StatusCodes.Status200OK) => new PageResult(page, status);

    /// <summary>The frame of every page.</summary>
    public static Html Frame(string title, Html style, Html body) => Html.Of(
        $"""
        <!doctype html>
        <html lang="ru">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,">
        <title>{title}</title>
        <style>{PageStyle.Shared}{style}</style>
        </head>
        <body>{body}</body>
        </html>
        """);

    private sealed class PageResult(Html page, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var headers = httpContext.Response.Headers;
            headers.CacheControl = "no-store";
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = "text/html; charset=utf-8";
            return httpContext.Response.WriteAsync(page.Text, httpContext.RequestAborted);
        }
    }
}
