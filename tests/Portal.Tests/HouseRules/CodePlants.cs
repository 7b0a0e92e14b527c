using static Portal.Tests.HouseRules.Plant;

namespace Portal.Tests.HouseRules;

/// <summary>Plants for the rules of names, of code and of size.</summary>
internal static class CodePlants
{
    private const string Operation = "src/Portal/Features/Drafts/SendDraft.cs";
    private const string Test = "tests/Portal.Tests/Access/SignInTests.cs";

    public static IReadOnlyList<Plant> All { get; } =
    [
        Fires(NamingRules.NamespaceEqualsFolder, "a class in another namespace", (Operation, "namespace Portal.Features;\npublic class SendDraft;")),
        Fires(NamingRules.NamespaceEqualsFolder, "a code-behind in another namespace", ("src/Portal/Ui/LoadView.razor.cs", "namespace Portal.Shell;")),
        Fires(NamingRules.NamespaceEqualsFolder, "markup in another namespace", ("src/Portal/Ui/LoadView.razor", "@namespace Portal.Shell\n<p></p>")),
        Fires(NamingRules.NamespaceEqualsFolder, "a class without a namespace", (Operation, "using System;\npublic sealed class SendDraft;")),
        Fires(NamingRules.NamespaceEqualsFolder, "a project with a root namespace of its own", ("src/Portal/Portal.csproj", "<RootNamespace>P</RootNamespace>")),
        IsQuiet(NamingRules.NamespaceEqualsFolder, "the folder's namespace, and another one in a comment and a literal",
            (Operation, "// namespace Portal.X;\nnamespace Portal.Features.Drafts;\nclass A { string s = @\"\nnamespace B;\"; }")),
        IsQuiet(NamingRules.NamespaceEqualsFolder, "top-level statements, assembly attributes and markup without a namespace",
            ("src/Portal/Program.cs", "var app = 1;"), ("src/Portal/AssemblyInfo.cs", "[assembly: X]"), ("src/Portal/Ui/A.razor", "<p></p>")),
        Fires(NamingRules.NoDrawers, "a folder Helpers", ("src/Portal/Helpers/Dates.cs", "")),
        Fires(NamingRules.NoDrawers, "a folder shared in lower case, deep inside", ("tests/Portal.Tests/Features/shared/A.cs", "")),
        IsQuiet(NamingRules.NoDrawers, "a file Common.cs and a folder whose name only begins so", ("src/Portal/Ui/Common.cs", ""), ("src/Portal/CoreTax/A.cs", "")),
        Fires(NamingRules.OneThingDone, "an operation without an actor",
            (Operation, "class SendDraft { public async Task<SendOutcome> RunAsync(Guid id, CancellationToken ct) => x; }")),
        Fires(NamingRules.OneThingDone, "an operation without parameters", (Operation, "class SendDraft { public Task RunAsync() => x; }")),
        Fires(NamingRules.OneThingDone, "an operation in a file of another name",
            (Operation, "class DeleteDraft { public Task RunAsync(Actor actor) => x; }")),
        Fires(NamingRules.OneThingDone, "two things done",
            (Operation, "class SendDraft { public Task RunAsync(Actor actor) => x; public Task RunAsync(Actor actor, int a) => x; }")),
        IsQuiet(NamingRules.OneThingDone, "an operation for an actor", (Operation,
            """
            public sealed record SendOutcome(bool Sent);
            public sealed class SendDraft(DraftStore drafts)
            {
                public async Task<IReadOnlyList<(Guid Id, SendOutcome Outcome)>> RunAsync(Actor actor, Guid id, CancellationToken ct) => await OtherAsync();
                private Task RunAsync(Guid id) => x;
            }
            """)),
        IsQuiet(NamingRules.OneThingDone, "a component and what is outside features",
            ("src/Portal/Features/Drafts/DraftPage.razor.cs", "class DraftPage { public Task RunAsync(int a) => x; }"),
            ("src/Portal/Hosting/Starter.cs", "class A { public Task RunAsync() => x; }")),

        Fires(CodeRules.WallClock, "DateTimeOffset.UtcNow in the portal", (Operation, "var now = DateTimeOffset.UtcNow;")),
        Fires(CodeRules.WallClock, "DateTime.Today in a test", (Test, "var now = System.DateTime.Today;")),
        Fires(CodeRules.WallClock, "the clock in the hole of a literal", (Operation, "var s = $\"at {DateTime.Now:t}\";")),
        Fires(CodeRules.WallClock, "the clock in markup", ("src/Portal/Ui/A.razor", "<p>@DateTime.Now</p>")),
        IsQuiet(CodeRules.WallClock, "the clock in a comment, in a literal, and one of ours",
            (Operation, "// DateTime.Now\n/* DateTime.Now */ var s = \"DateTime.Now\" + clock.UtcNow + DateTime.UnixEpoch + MyDateTime.Now;")),
        Fires(CodeRules.TaskRun, "Task.Run", (Operation, "_ = Task.Run(() => x);")),
        Fires(CodeRules.TaskRun, "Task.Factory.StartNew", (Operation, "_ = Task.Factory.StartNew(() => x);")),
        IsQuiet(CodeRules.TaskRun, "a RunAsync, a comment, and a test", (Operation, "await task.RunAsync(); // Task.Run("), (Test, "_ = Task.Run(() => x);")),
        Fires(CodeRules.ThreadSleep, "Thread.Sleep in a test", (Test, "Thread.Sleep(1);")),
        IsQuiet(CodeRules.ThreadSleep, "a delay and a literal", (Test, "await Task.Delay(1); var s = \"Thread.Sleep(1)\";")),
        Fires(CodeRules.AsyncVoid, "an async void method", (Operation, "private async void OnClick() { }")),
        IsQuiet(CodeRules.AsyncVoid, "an async task and a void", (Operation, "async Task A() { } void B() { } // async void C")),
        Fires(CodeRules.NewHttpClient, "a new client", (Operation, "using var client = new HttpClient();")),
        Fires(CodeRules.NewHttpClient, "a new client by target type", (Operation, "HttpClient client = new(handler);")),
        IsQuiet(CodeRules.NewHttpClient, "a client's handler, a factory, and a test",
            (Operation, "var a = new HttpClientHandler(); HttpClient b = factory.CreateClient();"), (Test, "new HttpClient()")),
        Fires(CodeRules.HttpContext, "the accessor in a feature", (Operation, "class SendDraft(IHttpContextAccessor http);")),
        Fires(CodeRules.HttpContext, "its registration in hosting", ("src/Portal/Hosting/A.cs", "services.AddHttpContextAccessor();")),
        IsQuiet(CodeRules.HttpContext, "the accessor in Access", ("src/Portal/Access/A.cs", "class A(IHttpContextAccessor http);"), (Operation, "// IHttpContextAccessor")),
        Fires(CodeRules.EmptyCatch, "an empty catch", (Operation, "try { } catch { }")),
        Fires(CodeRules.EmptyCatch, "an empty catch with a type and a filter", (Operation, "try { } catch (IOException e) when (Is(e.A())) {\n }")),
        IsQuiet(CodeRules.EmptyCatch, "a catch that says why, and one that acts",
            (Operation, "try { } catch (IOException) { /* gone already */ } try { } catch (A a) { Log(a); } var s = \"catch { }\";")),
        Fires(CodeRules.Unfinished, "a comment for later", (Operation, "var a = 1; // TODO: the rest")),
        Fires(CodeRules.Unfinished, "a comment for later in markup", ("src/Portal/Ui/A.razor", "<p></p>\n@* FIXME *@")),
        Fires(CodeRules.Unfinished, "a method that only throws", (Operation, "int A() => throw new NotImplementedException();")),
        IsQuiet(CodeRules.Unfinished, "the word in a literal or as a part", (Operation, "var s = \"TODO NotImplementedException\"; var TODOs = 1; // todoist")),
        Fires(CodeRules.SkippedTest, "a skipped fact", (Test, "[Fact(Skip = \"flaky\")]")),
        Fires(CodeRules.SkippedTest, "a skipped theory with a name", (Test, "[Theory(DisplayName = \"a]\", Skip = Why)]")),
        IsQuiet(CodeRules.SkippedTest, "a test that looks at its machine, and a query",
            (Test, "[Fact] void A() { Assert.SkipWhen(b, c); list[0].Skip(1); var s = \"[Fact(Skip = 1)]\"; }")),

        Fires(SizeRules.TableOfContents, "sixty lines", ("src/Portal/Program.cs", Lines(60))),
        IsQuiet(SizeRules.TableOfContents, "fifty-nine lines and a blank end", ("src/Portal/Program.cs", Lines(59) + "\n\n"), (Operation, Lines(60))),
        Fires(SizeRules.SoftLimits, "long markup", ("src/Portal/Ui/A.razor", Lines(121))),
        Fires(SizeRules.SoftLimits, "a long code-behind", ("src/Portal/Ui/A.razor.cs", Lines(151))),
        Fires(SizeRules.SoftLimits, "a long test", (Test, Lines(401))),
        IsQuiet(SizeRules.SoftLimits, "files just at their limit",
            ("src/Portal/Ui/A.razor", Lines(120)), ("src/Portal/Ui/A.razor.cs", Lines(150)), (Operation, Lines(400)), ("src/a.css", Lines(900))),
    ];

    private static string Lines(int count) => string.Join('\n', Enumerable.Repeat(";", count));
}
