using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using Quartz;

namespace Portal.Hosting.Mail;

/// <summary>Letters are written down first and go out by a job, so that none is lost with a restart or a silent server.</summary>
public sealed class Outbox(MailStore store, IOptions<MailOptions> options)
{
    /// <summary>Writes a letter down; nothing happens without an address or a mail server.</summary>
    public Task PutAsync(string? recipient, string subject, string body, CancellationToken cancellationToken = default) =>
        options.Value.Host is "" || string.IsNullOrWhiteSpace(recipient) ? Task.CompletedTask : store.AddAsync(recipient, subject, body, cancellationToken);
}

/// <summary>Every five seconds: sends what is due over one connection; a letter that fails is tried for two days with growing pauses.</summary>
[DisallowConcurrentExecution]
public sealed class MailJob(MailStore store, IOptions<MailOptions> options) : IJob
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly int[] PausesInMinutes = [1, 5, 30, 120, 720, 1440];

    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (options.Value is { Host: not "" } mail && await store.DueAsync(cancellationToken) is { Count: > 0 } due)
        {
            await SendAsync(due, mail, cancellationToken);
        }

        await store.SweepAsync(cancellationToken);
    }

    private async Task SendAsync(IReadOnlyList<Letter> due, MailOptions mail, CancellationToken cancellationToken)
    {
        using var smtp = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        foreach (var letter in due)
        {
            if (!await store.TakeAsync(letter.Id, cancellationToken))
            {
                continue;
            }

            try
            {
                await ConnectAsync(smtp, mail, cancellationToken);

                // The id stays the same however often it is sent: a mailbox can tell a second copy.
                using var message = new MimeMessage([MailboxAddress.Parse(mail.From)], [MailboxAddress.Parse(letter.Recipient)], letter.Subject, new TextPart("plain") { Text = letter.Body })
                {
                    MessageId = $"{letter.Id}@{mail.From[(mail.From.IndexOf('@', StringComparison.Ordinal) + 1)..].TrimEnd('>')}",
                };
                await smtp.SendAsync(message, cancellationToken);

                // What is out is noted as out, even while the portal stops.
                await store.SentAsync(letter.Id, CancellationToken.None);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever it was (MailKit throws of many kinds): noted, and the other letters get their turn.
                TimeSpan? again = letter.Tries < PausesInMinutes.Length ? TimeSpan.FromMinutes(PausesInMinutes[letter.Tries]) : null;
                await store.FailedAsync(letter.Id, error.Message, again, cancellationToken);
            }
        }

        await smtp.DisconnectAsync(quit: true, cancellationToken);
    }

    private static async Task ConnectAsync(SmtpClient smtp, MailOptions mail, CancellationToken cancellationToken)
    {
        if (smtp.IsConnected && (smtp.IsAuthenticated || mail.User is ""))
        {
            return;
        }

        await smtp.DisconnectAsync(quit: true, cancellationToken);
        await smtp.ConnectAsync(mail.Host, mail.Port, mail.Tls ? SecureSocketOptions.StartTls : SecureSocketOptions.None, cancellationToken);
        if (mail.User is not "")
        {
            await smtp.AuthenticateAsync(mail.User, mail.Password, cancellationToken);
        }
    }
}
