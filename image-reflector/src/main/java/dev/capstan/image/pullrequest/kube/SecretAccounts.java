package dev.capstan.image.pullrequest.kube;

import dev.capstan.access.AccessFailure;
import dev.capstan.access.AccessResult;
import dev.capstan.access.SecretAccess;
import dev.capstan.access.git.GitHubApp;
import dev.capstan.access.git.InstallationTokens;
import dev.capstan.api.image.PullRequestSpec;
import dev.capstan.forge.ForgeAccess;
import dev.capstan.forge.ForgeFailure;
import dev.capstan.forge.ForgeLogin;
import dev.capstan.forge.ForgeProvider;
import dev.capstan.forge.ForgeRepository;
import dev.capstan.forge.ForgeResult;
import dev.capstan.forge.client.Forges;
import dev.capstan.git.Credentials;
import dev.capstan.http.Deadline;
import dev.capstan.http.SameSite;
import dev.capstan.http.TlsMaterial;
import dev.capstan.image.automation.proposal.PullRequestTask;
import dev.capstan.image.pullrequest.ForgeAccounts;
import dev.capstan.image.pullrequest.ProposalFailure;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretValues;
import java.util.Objects;
import java.util.Optional;

/**
 * Logins at forges. The Secret of {@code spec.pullRequest.secretRef} is in the namespace of the automation; without it the login of the
 * GitRepository is used, for an API of the same site only: who writes an automation need not know what that login is.
 */
final class SecretAccounts implements ForgeAccounts {
    private static final String FIELD = "spec.pullRequest.secretRef";

    private final Forges forges;
    private final SecretAccess secrets;
    private final InstallationTokens tokens;

    SecretAccounts(Forges forges, SecretAccess secrets, InstallationTokens tokens) {
        this.forges = forges;
        this.secrets = secrets;
        this.tokens = tokens;
    }

    @Override
    public Opened open(PullRequestTask task) {
        var deadline = Deadline.in(task.timeout());
        return switch (repository(task)) {
            case ForgeResult.Failed<ForgeRepository>(var failure) ->
                new Opened.Closed(new ProposalFailure.Forge(failure));
            case ForgeResult.Success<ForgeRepository>(var repository) ->
                task.spec().secretRef() == null
                        ? ofRepository(task, repository, deadline)
                        : ofSecret(task, repository, task.spec().secretRef().name(), deadline);
        };
    }

    private static ForgeResult<ForgeRepository> repository(PullRequestTask task) {
        PullRequestSpec spec = task.spec();
        String api = Objects.requireNonNullElse(spec.apiURL(), "");
        return ForgeProvider.parse(spec.provider())
                .map(provider ->
                        ForgeRepository.parse(provider, task.remote().url().toString(), api))
                .orElseGet(() -> ForgeResult.failed(new ForgeFailure.AddressInvalid("the provider '" + spec.provider()
                        + "' is not known; use github, gitlab, gitea or bitbucket")));
    }

    private Opened ofSecret(PullRequestTask task, ForgeRepository repository, String name, Deadline deadline) {
        var access = secrets.read(task.automation().namespace(), FIELD, name)
                .then(values -> tls(task, repository, values)
                        .then(tls -> login(values, repository, tls, task, deadline)
                                .map(login -> new ForgeAccess(
                                        login, tls, task.remote().proxy()))));
        return switch (access) {
            case AccessResult.Success<ForgeAccess>(var known) ->
                new Opened.Open(forges.open(repository, known, deadline));
            case AccessResult.Failed<ForgeAccess>(var failure) ->
                new Opened.Closed(new ProposalFailure.LoginUnusable(failure));
        };
    }

    /** The authorities of the GitRepository hold for an API of its site, unless the Secret has its own. */
    private static AccessResult<TlsMaterial> tls(
            PullRequestTask task, ForgeRepository repository, SecretValues values) {
        if (SecretAccess.hasTls(values)) {
            return SecretAccess.tls(values);
        }
        return AccessResult.success(
                isOfSite(task, repository) ? task.remote().tls().withoutClient() : TlsMaterial.NONE);
    }

    private AccessResult<ForgeLogin> login(
            SecretValues values, ForgeRepository repository, TlsMaterial tls, PullRequestTask task, Deadline deadline) {
        if (GitHubApp.isIn(values)) {
            return GitHubApp.read(values)
                    .then(app -> app.isServedBy(repository.api().getHost())
                            ? tokens.token(app, tls, task.remote().proxy(), deadline)
                            : SecretAccess.malformed(
                                    values,
                                    "its GitHub App is served by '" + app.api().getHost() + "' and not by '"
                                            + repository.api().getHost() + "'; see 'githubAppBaseURL'"))
                    .map(ForgeLogin.Token::new);
        }
        try {
            Optional<String> token = values.headerValue("token");
            if (token.isEmpty()) {
                token = values.headerValue("bearerToken");
            }
            if (token.isPresent()) {
                return AccessResult.success(new ForgeLogin.Token(token.get()));
            }
        } catch (SecretException e) {
            return AccessResult.failed(new AccessFailure.SecretUnusable(FIELD, e.failure()));
        }
        return SecretAccess.login(values)
                .then(login -> login.<AccessResult<ForgeLogin>>map(
                                it -> AccessResult.success(new ForgeLogin.Password(it.username(), it.password())))
                        .orElseGet(() -> SecretAccess.malformed(
                                values,
                                "it needs 'token', or 'username' and 'password', or the data of a GitHub App")));
    }

    private Opened ofRepository(PullRequestTask task, ForgeRepository repository, Deadline deadline) {
        if (!isOfSite(task, repository)) {
            return new Opened.Closed(new ProposalFailure.LoginForeign(
                    task.remote().url().host(), repository.api().getHost()));
        }
        return switch (task.remote().credentials()) {
            case Credentials.Basic(var user, var password) ->
                open(task, repository, new ForgeLogin.Password(user, password), deadline);
            case Credentials.Issued(var _, var token, var _) ->
                open(task, repository, new ForgeLogin.Token(token), deadline);
            case Credentials.Bearer(var token) -> open(task, repository, new ForgeLogin.Token(token), deadline);
            case Credentials.IssuedBearer _ -> closed("pull requests of Azure DevOps are not supported");
            case Credentials.Anonymous _ -> closed("the GitRepository has no login");
            case Credentials.SshKey _ -> closed("the GitRepository has an SSH key, which the API does not take");
        };
    }

    private static Opened closed(String why) {
        return new Opened.Closed(new ProposalFailure.LoginMissing(why));
    }

    private Opened open(PullRequestTask task, ForgeRepository repository, ForgeLogin login, Deadline deadline) {
        var access = new ForgeAccess(login, task.remote().tls(), task.remote().proxy());
        return new Opened.Open(forges.open(repository, access, deadline));
    }

    private static boolean isOfSite(PullRequestTask task, ForgeRepository repository) {
        var git = task.remote().url();
        boolean keepsTls = !git.scheme().text().equals("https")
                || repository.api().getScheme().equals("https");
        return keepsTls && SameSite.of(git.host(), repository.api().getHost());
    }
}
