namespace Portal.Storage;

/// <summary>Turns the relative paths of the settings into absolute ones.</summary>
public sealed class DataFolder
{
    /// <summary>Finds the folder; in a checkout it lies beside <c>Portal.sln</c>.</summary>
    public DataFolder(string configured, string contentRoot)
    {
        Root = Path.IsPathRooted(configured) ? configured : Path.Combine(SolutionFolder(contentRoot) ?? contentRoot, configured);
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Root { get; }

    /// <summary>An absolute path stays; a relative one is taken from the folder.</summary>
    public string Resolve(string path) => Path.GetFullPath(Path.Combine(Root, path));

    private static string? SolutionFolder(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
