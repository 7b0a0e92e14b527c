namespace Portal.Shell;

/// <summary>What the frame shows around a page: whose account, who is here, what waits. Scoped: it belongs to one browser tab.</summary>
public sealed class HeaderState
{
    /// <summary>Raised after any change; the frame redraws itself.</summary>
    public event Action? Changed;

    public Guid? AccountId { get; private set; }
    public string? AccountName { get; private set; }
    public string? Inn { get; private set; }
    public string? Kpp { get; private set; }
    public int WaitingConfirmations { get; private set; }
    public int WaitingForSignature { get; private set; }

    /// <summary>Docflows of all accounts that await an answer.</summary>
    public int AwaitedAnswers { get; private set; }
    public string? PersonName { get; private set; }
    public bool IsAdmin { get; private set; }

    /// <summary>May act at Kontur: without it there are no organisations to choose.</summary>
    public bool IsLinked { get; private set; }

    /// <summary>The portal sends to Goskey: everybody may look there, linked or not.</summary>
    public bool HasGoskey { get; private set; }

    /// <summary>The control room of the simulator while it stands in for the outside; null in earnest.</summary>
    public Uri? SimulatorAddress { get; private set; }

    public void ShowPerson(string? name, bool isAdmin) => Set(() => (PersonName, IsAdmin) = (name, isAdmin));

    public void ShowLinked(bool isLinked) => Set(() => IsLinked = isLinked);

    public void ShowAccount(Guid id, string name, string inn, string? kpp) => Set(() => (AccountId, AccountName, Inn, Kpp) = (id, name, inn, kpp));

    public void ShowNoAccount() => Set(() => (AccountId, AccountName, Inn, Kpp) = (null, null, null, null));

    public void ShowWaiting(int confirmations) => Set(() => WaitingConfirmations = confirmations);

    public void ShowInbox(int requests) => Set(() => WaitingForSignature = requests);

    public void ShowAwaited(int answers) => Set(() => AwaitedAnswers = answers);

    public void ShowGoskey(bool hasGoskey) => Set(() => HasGoskey = hasGoskey);

    public void ShowSimulator(Uri? address) => Set(() => SimulatorAddress = address);

    private void Set(Action change)
    {
        var before = (AccountId, AccountName, Inn, Kpp, WaitingConfirmations, WaitingForSignature, AwaitedAnswers, PersonName, IsAdmin, IsLinked, HasGoskey, SimulatorAddress);
        change();
        if (before != (AccountId, AccountName, Inn, Kpp, WaitingConfirmations, WaitingForSignature, AwaitedAnswers, PersonName, IsAdmin, IsLinked, HasGoskey, SimulatorAddress))
        {
            Changed?.Invoke();
        }
    }
}
