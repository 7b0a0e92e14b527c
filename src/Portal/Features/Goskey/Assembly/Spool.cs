namespace Portal.Features.Goskey.Assembly;

/// <summary>
/// Where packages wait to be sent: a folder per package, readable by the portal alone. It is this node's own; what lies there when the portal starts belongs to nobody,
/// since a package that was not sent is assembled anew.
/// </summary>
/// <param name="folder">Full path.</param>
public sealed class Spool(string folder)
{
    private const string ZipName = "package.zip";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Full path.</summary>
    public string Folder => folder;

    /// <summary>The ZIP of a package.</summary>
    public string ZipOf(Guid packageId) => Path.Combine(FolderOf(packageId), ZipName);

    /// <summary>Removes everything of a package; harmless when there is nothing.</summary>
    public void Remove(Guid packageId)
    {
        if (Directory.Exists(FolderOf(packageId)))
        {
            Directory.Delete(FolderOf(packageId), recursive: true);
        }
    }

    /// <summary>Removes everything of all packages; for the start, before anything is assembled. Returns how many there were.</summary>
    public int SweepAll()
    {
        var left = Directory.Exists(folder) ? Directory.GetDirectories(folder).Where(path => Guid.TryParse(Path.GetFileName(path), out _)).ToList() : [];
        left.ForEach(path => Directory.Delete(path, recursive: true));
        return left.Count;
    }

    /// <summary>An empty folder for a package; what an earlier try left is removed.</summary>
    internal void Prepare(Guid packageId)
    {
        Remove(packageId);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(FolderOf(packageId));
        }
        else
        {
            Directory.CreateDirectory(FolderOf(packageId), OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>A new file in the folder of a package.</summary>
    internal FileStream Create(Guid packageId, string name)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(Path.Combine(FolderOf(packageId), name), options);
    }

    /// <summary>A new file for the ZIP of a package.</summary>
    internal FileStream CreateZip(Guid packageId) => Create(packageId, ZipName);

    private string FolderOf(Guid packageId) => Path.Combine(folder, packageId.ToString());
}
