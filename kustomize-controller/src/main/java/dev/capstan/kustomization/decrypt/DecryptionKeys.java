package dev.capstan.kustomization.decrypt;

import dev.capstan.api.kustomize.Decryption;
import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomizationbuild.decrypt.FileDecryption;
import dev.capstan.secrets.keys.Keychain;
import dev.capstan.secrets.kms.GivenCredentials;
import dev.capstan.secrets.kms.KmsCredentials;
import dev.capstan.secrets.kms.KmsKeyService;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.secrets.sops.MacCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the keys that {@code spec.decryption} means: those of the Secret that it names and no others, or, without one, those of the
 * controller. What one run has, no other run sees.
 */
public final class DecryptionKeys {

    private final KeySecrets secrets;
    private final Optional<ObjectKey> ageSecret;
    private final KeyClouds clouds;

    /** @param ageSecret the Secret with the age keys of the controller, for those who name none */
    public DecryptionKeys(KeySecrets secrets, Optional<ObjectKey> ageSecret, KeyClouds clouds) {
        this.secrets = secrets;
        this.ageSecret = ageSecret;
        this.clouds = clouds;
    }

    /** What became of collecting them. */
    public sealed interface Loading {

        /** They are there, and can be read. */
        record Loaded(LoadedKeys keys) implements Loading {}

        /** The Secret or an entry of it cannot be used. */
        record NotLoaded(String message) implements Loading {}
    }

    /** The Secret of its own namespace that a Kustomization names for its keys. */
    public static Optional<ObjectKey> secretOf(KustomizationSpec spec, String namespace) {
        return Optional.ofNullable(spec.decryption())
                .map(Decryption::secretRef)
                .map(reference -> new ObjectKey(namespace, reference.name()));
    }

    /** Collects; reads one Secret at most. */
    public Loading load(KnownKustomization subject) {
        Decryption wanted = subject.spec().decryption();
        if (wanted == null) {
            return new Loading.Loaded(LoadedKeys.NONE);
        }
        boolean ignoresMac =
                FileDecryption.MAC_IGNORED.equals(subject.annotations().get(FileDecryption.MAC_ANNOTATION));
        Optional<ObjectKey> own = secretOf(subject.spec(), subject.key().namespace());
        Optional<ObjectKey> secret = own.or(() -> ageSecret);
        if (secret.isEmpty()) {
            return new Loading.Loaded(keys(
                    withClouds(Keychain.empty(), ofController(wanted)),
                    ofControllerNames(wanted),
                    KeysVersion.of(account(wanted), Map.of(), ignoresMac),
                    ignoresMac));
        }
        return switch (secrets.read(secret.get())) {
            case KeySecrets.Reading.Failed(var cause) -> new Loading.NotLoaded(failed(secret.get(), cause));
            case KeySecrets.Reading.Entries(var entries) -> {
                try {
                    yield new Loading.Loaded(
                            own.isPresent()
                                    ? ofSecret(secret.get(), entries, wanted, ignoresMac)
                                    : ofControllerWith(secret.get(), entries, wanted, ignoresMac));
                } catch (KeyEntries.UnusableException e) {
                    yield new Loading.NotLoaded(failed(secret.get(), e.problem()));
                }
            }
        };
    }

    private LoadedKeys ofSecret(ObjectKey secret, Map<String, byte[]> entries, Decryption wanted, boolean ignoresMac)
            throws KeyEntries.UnusableException {
        var read = new KeyEntries(entries);
        Keychain chain = withClouds(read.local(clouds), read.credentials(clouds));
        var names = new ArrayList<>(named(secret, read.names()));
        names.addAll(ofAccount(wanted));
        return keys(chain, names, KeysVersion.of("Secret " + secret, entries, ignoresMac), ignoresMac);
    }

    private LoadedKeys ofControllerWith(
            ObjectKey secret, Map<String, byte[]> entries, Decryption wanted, boolean ignoresMac)
            throws KeyEntries.UnusableException {
        var read = new KeyEntries(entries);
        Keychain chain = withClouds(read.age(), ofController(wanted));
        var names = new ArrayList<>(named(secret, read.names()));
        names.addAll(ofControllerNames(wanted));
        return keys(chain, names, KeysVersion.of(account(wanted) + " with " + secret, entries, ignoresMac), ignoresMac);
    }

    private Keychain withClouds(Keychain chain, KmsCredentials credentials) {
        return chain.with(
                new KmsKeyService(clouds.transport(), credentials, clouds.endpoints(), clouds.clock()),
                MasterKey.Kind.AWS_KMS,
                MasterKey.Kind.GCP_KMS,
                MasterKey.Kind.AZURE_KEY_VAULT,
                MasterKey.Kind.VAULT_TRANSIT);
    }

    /** An account that is named is never replaced by the identity of the controller. */
    private KmsCredentials ofController(Decryption wanted) {
        return account(wanted).isEmpty() ? clouds.own().orElseGet(GivenCredentials::none) : GivenCredentials.none();
    }

    private List<String> ofControllerNames(Decryption wanted) {
        if (!account(wanted).isEmpty()) {
            return ofAccount(wanted);
        }
        return clouds.own().isPresent() ? List.of("the identity of this controller at clouds") : List.of();
    }

    /** What is not there is named, too: nothing of a spec is ignored without a word. */
    private static List<String> ofAccount(Decryption wanted) {
        String account = account(wanted);
        return account.isEmpty()
                ? List.of()
                : List.of("not the service account '" + account
                        + "' (an identity of its own at clouds is not supported yet: put credentials into a Secret and name it in"
                        + " spec.decryption.secretRef)");
    }

    private static String account(Decryption wanted) {
        return Optional.ofNullable(wanted.serviceAccountName()).orElse("");
    }

    private static List<String> named(ObjectKey secret, List<String> entries) {
        return entries.isEmpty()
                ? List.of("the Secret '" + secret + "', which has no entry *.agekey, *.asc or sops.*")
                : entries.stream().map(entry -> secret + " " + entry).toList();
    }

    private static LoadedKeys keys(Keychain chain, List<String> names, KeysVersion version, boolean ignoresMac) {
        return new LoadedKeys(
                Optional.of(new FileDecryption(chain, names, ignoresMac ? MacCheck.IGNORED : MacCheck.REQUIRED)),
                version);
    }

    private static String failed(ObjectKey secret, String problem) {
        return "decryption failed: the keys of Secret '%s' cannot be used: %s".formatted(secret, problem);
    }
}
