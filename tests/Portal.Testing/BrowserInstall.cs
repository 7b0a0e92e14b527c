namespace Portal.Testing;

/// <summary>Finds a Chromium or Chrome of this machine and says how it is started.</summary>
public static class BrowserInstall
{
    private const string Advice =
        "No Chromium was found for the browser tests: install it (Debian: apt-get install chromium; Windows, macOS: Google Chrome) " +
        "or set PORTAL_BROWSER to the path of its executable.";

    /// <summary>Full path of the browser's executable.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says what to install.</exception>
    public static string Find()
    {
        var named = Environment.GetEnvironmentVariable("PORTAL_BROWSER");
        if (!string.IsNullOrWhiteSpace(named))
        {
            return File.Exists(named) ? named : throw new InvalidOperationException($"PORTAL_BROWSER names {named}, and there is no such file.");
        }

        return Candidates().FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(Advice);
    }

    /// <summary>Quiet and without a sandbox, which Chromium refuses to root.</summary>
    public static IReadOnlyList<string> Arguments()
    {
        string[] quiet =
        [
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ];
        return Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? ["--no-sandbox", .. quiet] : quiet;
    }

    private static IEnumerable<string> Candidates()
    {
        string[] unix =
        [
            "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/snap/bin/chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
        ];
        foreach (var path in unix)
        {
            yield return path;
        }

        Environment.SpecialFolder[] windows =
            [Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86, Environment.SpecialFolder.LocalApplicationData];
        foreach (var folder in windows.Select(Environment.GetFolderPath).Where(folder => folder.Length > 0))
        {
            yield return Path.Combine(folder, "Google", "Chrome", "Application", "chrome.exe");
            yield return Path.Combine(folder, "Chromium", "Application", "chrome.exe");
            yield return Path.Combine(folder, "Microsoft", "Edge", "Application", "msedge.exe");
        }

        foreach (var path in OfPlaywright())
        {
            yield return path;
        }
    }

    private static IEnumerable<string> OfPlaywright()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string?[] roots =
        [
            Environment.GetEnvironmentVariable("PLAYWRIGHT_BROWSERS_PATH"),
            Path.Combine(home, ".cache", "ms-playwright"),
            Path.Combine(home, "Library", "Caches", "ms-playwright"),
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "ms-playwright"),
        ];
        string[] names = ["chrome", "chrome.exe", "Chromium", "Google Chrome for Testing"];
        return
            from root in roots
            where Directory.Exists(root)
            from install in Directory.GetDirectories(root, "chromium-*").OrderDescending()
            from name in names
            from file in Directory.EnumerateFiles(install, name, SearchOption.AllDirectories)
            select file;
    }
}
