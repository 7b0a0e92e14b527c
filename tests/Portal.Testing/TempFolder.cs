namespace Portal.Testing;

/// <summary>A new folder of the system's temp folder, removed with everything in it when disposed.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Creates the folder.</summary>
    public TempFolder() => Path = Directory.CreateTempSubdirectory("portal-test-").FullName;

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Full path of a file or folder inside; its parent folder is created.</summary>
    public string Combine(params string[] parts)
    {
        var full = System.IO.Path.Combine([Path, .. parts]);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        return full;
    }

    /// <inheritdoc />
    public void Dispose() => Delete(Path);

    /// <summary>Removes a folder; a file held for a moment (Windows, a dying process) is waited for, and a folder that stays is not a failure.</summary>
    internal static void Delete(string folder)
    {
        for (var attempt = 0; attempt < 10 && Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                // Dispose has nobody to wait for it asynchronously.
                new ManualResetEventSlim().Wait(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
