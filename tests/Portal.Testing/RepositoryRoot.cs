namespace Portal.Testing;

/// <summary>Where the solution stands on this machine, found from the folder of the running test assembly.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>Full path of the folder of <c>Portal.sln</c>.</summary>
    public static string Path => Found.Value;

    /// <summary>The build configuration the test assembly was built with (<c>Debug</c>, <c>Release</c>): the other projects have the same.</summary>
    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Portal.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"Portal.sln is not above {AppContext.BaseDirectory}: run the tests from their bin folder inside the repository.");
    }
}
