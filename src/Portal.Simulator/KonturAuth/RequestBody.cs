namespace Portal.Simulator.KonturAuth;

/// <summary>Bodies of the Authenticator: signatures, certificates, passwords.</summary>
internal static class RequestBody
{
    private const int Largest = 1024 * 1024;

    /// <summary>Null when there is no body, or one larger than anything that belongs here.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while (body.Length <= Largest && (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, read);
        }

        return body.Length is > 0 and <= Largest ? body.ToArray() : null;
    }
}
