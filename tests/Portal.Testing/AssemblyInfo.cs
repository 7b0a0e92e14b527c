using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Portal.Tests")]
