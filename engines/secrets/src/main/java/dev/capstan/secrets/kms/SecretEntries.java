package dev.capstan.secrets.kms;

import dev.capstan.cloud.AwsKeys;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Credentials in the entries of a Secret, as Flux names them: {@code sops.aws-kms}, {@code sops.gcp-kms}, {@code sops.azure-kv},
 * {@code sops.vault-token}. With an entry {@code sops.vault-address}, which is ours, the token is shown to the Vaults that it names and to no
 * other one that a file may name. What an entry does not give, nobody gives: there is no way back to the identity of this process.
 */
public final class SecretEntries implements KmsCredentials {
    private static final String AWS = "sops.aws-kms";
    private static final String GOOGLE = "sops.gcp-kms";
    private static final String AZURE = "sops.azure-kv";
    private static final String VAULT = "sops.vault-token";
    private static final String VAULT_ADDRESS = "sops.vault-address";

    private final Optional<AwsKeys> aws;
    private final Optional<GoogleServiceAccount> google;
    private final Optional<AzureClient> azure;
    private final Optional<String> vault;
    private final List<String> vaultAddresses;
    private final KmsTransport transport;
    private final Clock clock;
    private @Nullable String googleToken;
    private @Nullable String azureToken;

    private SecretEntries(Map<String, byte[]> entries, KmsTransport transport, Clock clock) throws KmsException {
        this.transport = transport;
        this.clock = clock;
        byte[] awsEntry = entries.get(AWS);
        byte[] googleEntry = entries.get(GOOGLE);
        byte[] azureEntry = entries.get(AZURE);
        byte[] vaultEntry = entries.get(VAULT);
        this.aws = awsEntry == null ? Optional.empty() : Optional.of(awsKeys(awsEntry));
        this.google =
                googleEntry == null ? Optional.empty() : Optional.of(GoogleServiceAccount.parse(GOOGLE, googleEntry));
        this.azure = azureEntry == null ? Optional.empty() : Optional.of(azureClient(azureEntry));
        this.vault = vaultEntry == null
                ? Optional.empty()
                : Optional.of(new String(vaultEntry, StandardCharsets.UTF_8).strip());
        byte[] addressEntry = entries.get(VAULT_ADDRESS);
        this.vaultAddresses = addressEntry == null ? List.of() : addresses(addressEntry);
    }

    private static List<String> addresses(byte[] entry) throws KmsException {
        List<String> addresses = Arrays.stream(new String(entry, StandardCharsets.UTF_8).split("[\\s,]+"))
                .filter(address -> !address.isEmpty())
                .map(SecretEntries::withoutSlash)
                .toList();
        if (addresses.isEmpty()) {
            throw new KmsException(
                    "the entry " + VAULT_ADDRESS + " names no Vault; remove it, or name those that may see the token");
        }
        return addresses;
    }

    /**
     * Reads the entries; others do not count.
     *
     * @param transport trades what they hold for access tokens
     * @throws KmsException when one cannot be used; it is named, and not quoted
     */
    public static SecretEntries read(Map<String, byte[]> entries, KmsTransport transport, Clock clock)
            throws KmsException {
        return new SecretEntries(entries, transport, clock);
    }

    private static YamlMap yaml(String name, byte[] entry) throws KmsException {
        try {
            var documents = YamlReader.readAll(name, entry, Limits.DEFAULT);
            if (documents.size() == 1 && documents.getFirst().root() instanceof YamlMap map) {
                return map;
            }
        } catch (YamlSyntaxException e) {
            throw new KmsException(name + " is not YAML");
        }
        throw new KmsException(name + " is not a map");
    }

    private static String text(YamlMap map, String key) {
        String text = map.getText(key);
        return text == null ? "" : text;
    }

    /** As Flux names it, or as the command of Azure prints it. */
    private static String text(YamlMap map, String key, String printed) {
        String text = text(map, key);
        return text.isEmpty() ? text(map, printed) : text;
    }

    private static AwsKeys awsKeys(byte[] entry) throws KmsException {
        YamlMap map = yaml(AWS, entry);
        String access = text(map, "aws_access_key_id");
        String secret = text(map, "aws_secret_access_key");
        if (access.isEmpty() || secret.isEmpty()) {
            throw new KmsException(AWS + " has no aws_access_key_id or no aws_secret_access_key");
        }
        return new AwsKeys(
                access, secret, Optional.of(text(map, "aws_session_token")).filter(token -> !token.isEmpty()));
    }

    private static AzureClient azureClient(byte[] entry) throws KmsException {
        YamlMap map = yaml(AZURE, entry);
        String authority = text(map, "authorityHost");
        try {
            return new AzureClient(
                    authority.isEmpty() ? AzureClient.PUBLIC : URI.create(authority),
                    text(map, "tenantId", "tenant"),
                    text(map, "clientId", "appId"),
                    azureProof(map));
        } catch (IllegalArgumentException e) {
            throw new KmsException(AZURE + ": tenantId, clientId or authorityHost is malformed");
        }
    }

    private static AzureProof azureProof(YamlMap map) throws KmsException {
        String secret = text(map, "clientSecret", "password");
        if (!secret.isEmpty()) {
            return new AzureProof.Secret(secret);
        }
        String certificate = text(map, "clientCertificate");
        if (certificate.isEmpty()) {
            throw new KmsException(
                    AZURE + " has no clientSecret and no clientCertificate; managed identities are not read here");
        }
        try {
            return AzureCertificate.parse(
                    certificate, text(map, "clientCertificateSendChain").equals("true"));
        } catch (IllegalArgumentException e) {
            throw new KmsException(AZURE + ": " + e.getMessage());
        }
    }

    @Override
    public AwsKeys aws(MasterKey.AwsKms key) throws KmsException {
        return aws.orElseThrow(() -> missing(AWS));
    }

    @Override
    public synchronized String google() throws KmsException {
        String token = googleToken;
        if (token == null) {
            token = google.orElseThrow(() -> missing(GOOGLE)).token(transport, clock);
            googleToken = token;
        }
        return token;
    }

    @Override
    public synchronized String azure() throws KmsException {
        String token = azureToken;
        if (token == null) {
            token = azure.orElseThrow(() -> missing(AZURE)).token(transport, clock);
            azureToken = token;
        }
        return token;
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    @Override
    public String vault(String address) throws KmsException {
        if (!vaultAddresses.isEmpty() && !vaultAddresses.contains(withoutSlash(address))) {
            throw new KmsException("the token is not for this Vault: the entry " + VAULT_ADDRESS + " names others");
        }
        return vault.orElseThrow(() -> missing(VAULT));
    }

    private static KmsException missing(String entry) {
        return new KmsException("the Secret has no entry " + entry);
    }

    @Override
    public String toString() {
        return "SecretEntries";
    }
}
