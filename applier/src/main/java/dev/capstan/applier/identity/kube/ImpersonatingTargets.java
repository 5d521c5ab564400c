package dev.capstan.applier.identity.kube;

import dev.capstan.api.meta.KubeConfigRef;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.SecretKeyRef;
import dev.capstan.applier.identity.ApplyTargets;
import dev.capstan.applier.identity.IdentityRequest;
import dev.capstan.applier.identity.ServiceAccounts;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cluster of this controller, or the one of a kubeconfig, with the rights of the account that an object names.
 * Without a name, and without a default account, these are the rights of the controller, or those of the kubeconfig;
 * with one they never are.
 */
public final class ImpersonatingTargets implements ApplyTargets {

    /** Names of service accounts are DNS subdomains: nothing of them can change the meaning of a header. */
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private final EngineCluster own;
    private final String ownActor;
    private final ServiceAccounts accounts;
    private final Optional<String> defaultAccount;
    private final KubeconfigSecrets kubeconfigs;
    private final RemoteClusters remotes;

    /**
     * @param own the cluster with the controller's identity
     * @param ownActor how that identity is called in records
     * @param accounts the accounts of this cluster
     * @param defaultAccount account for objects that name none, in every cluster; with it nothing runs with the rights
     *     of the controller or of a kubeconfig
     * @param secrets where kubeconfigs are
     * @param remotes the other clusters
     */
    public ImpersonatingTargets(
            EngineCluster own,
            String ownActor,
            ServiceAccounts accounts,
            Optional<String> defaultAccount,
            SecretSource secrets,
            RemoteClusters remotes) {
        this.own = own;
        this.ownActor = ownActor;
        this.accounts = accounts;
        this.defaultAccount = defaultAccount;
        this.kubeconfigs = new KubeconfigSecrets(secrets);
        this.remotes = remotes;
    }

    @Override
    public Choice atHome(IdentityRequest request) {
        Optional<String> account = accountOf(request);
        return account.flatMap(name -> refuseOdd(request.namespace(), name)).orElseGet(() -> atHome(request, account));
    }

    private Choice atHome(IdentityRequest request, Optional<String> account) {
        return account.map(name -> impersonating(request.namespace(), name))
                .orElseGet(() -> new Choice.Usable(own.own(ownActor)));
    }

    private Optional<String> accountOf(IdentityRequest request) {
        return Optional.ofNullable(request.serviceAccountName())
                .filter(name -> !name.isEmpty())
                .or(() -> defaultAccount);
    }

    @Override
    public Choice of(IdentityRequest request) {
        Optional<String> account = accountOf(request);
        Optional<Choice> odd = account.flatMap(name -> refuseOdd(request.namespace(), name));
        if (odd.isPresent()) {
            return odd.get();
        }
        KubeConfigRef elsewhere = request.kubeConfig();
        if (elsewhere == null) {
            remotes.release(request.subject());
            return atHome(request, account);
        }
        SecretKeyRef secret = elsewhere.secretRef();
        if (secret == null) {
            remotes.release(request.subject());
            return new Choice.Refused(
                    "spec.kubeConfig.configMapRef is not supported by this release, which cannot log in with the identity of a cloud: nothing was applied; put a kubeconfig with a token of the other cluster into a Secret and name it in spec.kubeConfig.secretRef");
        }
        return remote(request, secret, account);
    }

    @Override
    public void release(ObjectKey subject) {
        remotes.release(subject);
    }

    private Choice remote(IdentityRequest request, SecretKeyRef secret, Optional<String> account) {
        return switch (kubeconfigs.find(request.namespace(), secret)) {
            case KubeconfigSecrets.Finding.Found(var kubeconfig) ->
                switch (remotes.use(request.subject(), kubeconfig)) {
                    case RemoteClusters.Opening.Opened(var cluster) ->
                        cluster.problem()
                                .<Choice>map(problem -> unavailable(secret, problem))
                                .orElseGet(() -> new Choice.Usable(account.map(
                                                name -> cluster.engines().as(userOf(request.namespace(), name)))
                                        .orElseGet(() -> cluster.engines()
                                                .own("kubeconfig:%s:%s"
                                                        .formatted(request.namespace(), secret.name())))));
                    case RemoteClusters.Opening.NotOpened(var problem) -> unavailable(secret, problem);
                };
            case KubeconfigSecrets.Finding.Missing(var message) -> {
                remotes.release(request.subject());
                yield new Choice.KubeconfigMissing(message);
            }
            case KubeconfigSecrets.Finding.Unusable(var message) -> {
                remotes.release(request.subject());
                yield new Choice.Unavailable(message);
            }
        };
    }

    private static Choice unavailable(SecretKeyRef secret, String problem) {
        return new Choice.Unavailable("spec.kubeConfig with the Secret '%s': %s".formatted(secret.name(), problem));
    }

    private static Optional<Choice> refuseOdd(String namespace, String name) {
        return ACCOUNT.matcher(name).matches()
                        && !name.contains("..")
                        && NAMESPACE.matcher(namespace).matches()
                ? Optional.empty()
                : Optional.of(new Choice.AccountMissing(
                        "service account name '%s' is not valid: it must be the name of a service account in namespace %s"
                                .formatted(name.replaceAll("[^ -~]", "?"), namespace)));
    }

    private Choice impersonating(String namespace, String name) {
        return switch (accounts.of(namespace, name)) {
            case EXISTS -> new Choice.Usable(own.as(userOf(namespace, name)));
            case MISSING ->
                new Choice.AccountMissing(
                        "service account '%s/%s' not found: create it and bind the rights that these objects need"
                                .formatted(namespace, name));
            case UNKNOWN ->
                new Choice.Unavailable(
                        "service account '%s/%s' could not be looked up; trying again".formatted(namespace, name));
        };
    }

    private static String userOf(String namespace, String name) {
        return "system:serviceaccount:%s:%s".formatted(namespace, name);
    }
}
