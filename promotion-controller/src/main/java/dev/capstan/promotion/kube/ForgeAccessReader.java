package dev.capstan.promotion.kube;

import dev.capstan.access.SecretReader;
import dev.capstan.api.promotion.PromotionPullRequest;
import dev.capstan.forge.ForgeAccess;
import dev.capstan.forge.ForgeLogin;
import dev.capstan.forge.ForgeProvider;
import dev.capstan.forge.ForgeRepository;
import dev.capstan.forge.ForgeResult;
import dev.capstan.forge.client.Forges;
import dev.capstan.git.Credentials;
import dev.capstan.git.Remote;
import dev.capstan.http.Deadline;
import dev.capstan.http.SameSite;
import dev.capstan.http.TlsMaterial;
import dev.capstan.promotion.adapter.ForgeProposals;
import dev.capstan.promotion.run.Proposals;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretValues;
import java.util.Optional;

/** Opens the forge of a repository. */
record ForgeAccessReader(SecretReader secrets, Forges forges) {

    /** What opening gives. */
    sealed interface Opened {
        record Open(Proposals proposals) implements Opened {}

        record Closed(String why) implements Opened {}
    }

    Opened open(String namespace, PromotionPullRequest spec, Remote remote, Deadline deadline) {
        Optional<ForgeProvider> provider = ForgeProvider.parse(spec.provider());
        if (provider.isEmpty()) {
            return new Opened.Closed("spec.pullRequest.provider '" + spec.provider() + "' is not known");
        }
        String api = spec.apiURL() == null ? "" : spec.apiURL();
        return switch (ForgeRepository.parse(provider.get(), remote.url().toString(), api)) {
            case ForgeResult.Failed<ForgeRepository>(var failure) ->
                new Opened.Closed("spec.pullRequest: " + failure.message());
            case ForgeResult.Success<ForgeRepository>(var repository) ->
                spec.secretRef() == null && !isOfSite(remote, repository)
                        ? new Opened.Closed(
                                "spec.pullRequest.secretRef is needed: the login of the GitRepository is for '"
                                        + remote.url().host() + "' and not for '"
                                        + repository.api().getHost() + "'")
                        : opened(namespace, spec, remote, repository, deadline);
        };
    }

    private Opened opened(
            String namespace, PromotionPullRequest spec, Remote remote, ForgeRepository repository, Deadline deadline) {
        TlsMaterial tls = isOfSite(remote, repository) ? remote.tls() : TlsMaterial.NONE;
        try {
            return login(namespace, spec, remote)
                    .<Opened>map(login -> new Opened.Open(new ForgeProposals(
                            forges.open(repository, new ForgeAccess(login, tls, remote.proxy()), deadline),
                            spec.labels())))
                    .orElseGet(() -> new Opened.Closed(
                            "spec.pullRequest needs a secretRef with 'token', or with 'username' and 'password'"));
        } catch (SecretException unusable) {
            return new Opened.Closed(
                    "spec.pullRequest.secretRef: " + unusable.failure().message());
        }
    }

    /** What a GitRepository lets us in with is shown to its own site only, and not in clear when Git is not. */
    private static boolean isOfSite(Remote remote, ForgeRepository repository) {
        boolean keepsTls = !remote.url().scheme().text().equals("https")
                || repository.api().getScheme().equals("https");
        return keepsTls && SameSite.of(remote.url().host(), repository.api().getHost());
    }

    private Optional<ForgeLogin> login(String namespace, PromotionPullRequest spec, Remote remote)
            throws SecretException {
        if (spec.secretRef() == null) {
            return ofRemote(remote.credentials());
        }
        SecretValues values = secrets.read(namespace, spec.secretRef().name());
        Optional<String> token = values.headerValue("token");
        if (token.isPresent()) {
            return Optional.of(new ForgeLogin.Token(token.get()));
        }
        Optional<String> user = values.line("username");
        Optional<String> password = values.line("password");
        return user.flatMap(name -> password.map(word -> new ForgeLogin.Password(name, word)));
    }

    private static Optional<ForgeLogin> ofRemote(Credentials credentials) {
        return switch (credentials) {
            case Credentials.Basic(var user, var password) -> Optional.of(new ForgeLogin.Password(user, password));
            case Credentials.Issued(var _, var token, var _) -> Optional.of(new ForgeLogin.Token(token));
            case Credentials.Bearer(var token) -> Optional.of(new ForgeLogin.Token(token));
            case Credentials.Anonymous _, Credentials.IssuedBearer _, Credentials.SshKey _ -> Optional.empty();
        };
    }
}
