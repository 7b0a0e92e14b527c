using Microsoft.EntityFrameworkCore;

namespace Portal.Simulator.PartnerIdp;

/// <summary>OpenIddict's tables, in memory: authorizations and codes may die with the process.</summary>
internal sealed class IdpDatabase(DbContextOptions<IdpDatabase> options) : DbContext(options);
