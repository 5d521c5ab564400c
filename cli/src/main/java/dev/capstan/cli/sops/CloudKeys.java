package dev.capstan.cli.sops;

import dev.capstan.cli.process.Invocation;
import dev.capstan.cloud.AwsKeys;
import dev.capstan.cloud.CloudEnvironment;
import dev.capstan.cloud.CloudIdentities;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import dev.capstan.secrets.keys.KeyService;
import dev.capstan.secrets.kms.HttpKmsTransport;
import dev.capstan.secrets.kms.KmsCredentials;
import dev.capstan.secrets.kms.KmsEndpoints;
import dev.capstan.secrets.kms.KmsException;
import dev.capstan.secrets.kms.KmsKeyService;
import dev.capstan.secrets.kms.ProcessCredentials;
import dev.capstan.secrets.metadata.MasterKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Keys of clouds and of Vault, with the identity that the user has there. */
final class CloudKeys implements KeyService, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
    private final CloudIdentities identities;
    private final KeyService service;

    CloudKeys(Invocation invocation, Clock clock) {
        this.identities = CloudIdentities.open(http, new CloudEnvironment(invocation.environment()), clock);
        this.service = new KmsKeyService(
                new HttpKmsTransport(http, TlsMaterial.NONE, Optional.empty(), () -> Deadline.in(TIMEOUT)),
                new UserCredentials(invocation, new ProcessCredentials(identities, Optional.empty(), TIMEOUT)),
                endpoints(invocation),
                clock);
    }

    private static KmsEndpoints endpoints(Invocation invocation) {
        return new KmsEndpoints(endpoint(invocation, "KMS"), endpoint(invocation, "STS"), Optional.empty());
    }

    /** As the SDKs of AWS have it. */
    private static Optional<URI> endpoint(Invocation invocation, String service) {
        return invocation
                .variable("AWS_ENDPOINT_URL_" + service)
                .or(() -> invocation.variable("AWS_ENDPOINT_URL"))
                .map(address -> URI.create(address.endsWith("/") ? address : address + "/"));
    }

    @Override
    public Opening open(MasterKey key) {
        return service.open(key);
    }

    @Override
    public Wrapping wrap(MasterKey key, byte[] secret) {
        return service.wrap(key, secret);
    }

    @Override
    public void close() {
        identities.close();
        http.close();
    }

    /** Profiles and tokens in the user's home folder, and the identity of this process. */
    private record UserCredentials(Invocation invocation, ProcessCredentials process) implements KmsCredentials {
        @Override
        public AwsKeys aws(MasterKey.AwsKms key) throws KmsException {
            Optional<String> profile = Optional.of(key.profile())
                    .filter(name -> !name.isEmpty())
                    .or(() -> invocation.variable("AWS_PROFILE"));
            var profiles = AwsProfiles.of(invocation);
            if (profile.isPresent()) {
                return profiles.keys(profile.get())
                        .orElseThrow(() -> new KmsException(
                                "the profile " + profile.get() + " has no keys in " + profiles.file()));
            }
            Optional<AwsKeys> usual =
                    invocation.variable("AWS_ACCESS_KEY_ID").isPresent() ? Optional.empty() : profiles.keys("default");
            return usual.isPresent() ? usual.get() : process.aws(key);
        }

        @Override
        public String google() throws KmsException {
            Optional<String> token = invocation.variable("GOOGLE_OAUTH_ACCESS_TOKEN");
            return token.isPresent() ? token.get() : process.google();
        }

        @Override
        public String azure() throws KmsException {
            return process.azure();
        }

        /** With VAULT_ADDR set, the token is shown to that Vault and to no other one that a file may name. */
        @Override
        public String vault(String address) throws KmsException {
            Optional<String> mine = invocation.variable("VAULT_ADDR");
            if (mine.isPresent() && !withoutSlash(mine.get()).equals(withoutSlash(address))) {
                throw new KmsException(
                        "the token of Vault is for " + mine.get() + " (VAULT_ADDR), and the file names " + address);
            }
            Optional<String> token = invocation.variable("VAULT_TOKEN");
            return token.isPresent() ? token.get() : tokenOfFile();
        }

        private static String withoutSlash(String address) {
            return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        }

        private String tokenOfFile() throws KmsException {
            Path file = invocation.home().resolve(".vault-token");
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new KmsException("there is no token of Vault: neither VAULT_TOKEN nor " + file);
            }
        }

        @Override
        public String toString() {
            return "UserCredentials";
        }
    }
}
