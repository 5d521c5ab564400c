package dev.capstan.secrets.kms;

import dev.capstan.secrets.metadata.MasterKey;
import java.net.URI;
import java.util.Base64;
import java.util.Map;

/** The operations encrypt and decrypt of Azure Key Vault, with RSA-OAEP-256. */
final class AzureKey implements CloudKey {
    private static final String SERVICE = "Azure Key Vault";
    private static final String API = "?api-version=7.4";

    private final MasterKey.AzureKeyVault key;
    private final KmsTransport transport;
    private final KmsCredentials credentials;

    AzureKey(MasterKey.AzureKeyVault key, KmsTransport transport, KmsCredentials credentials) {
        this.key = key;
        this.transport = transport;
        this.credentials = credentials;
    }

    @Override
    public MasterKey wrap(byte[] secret) throws KmsException {
        var answer = call("encrypt", Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        String enc = KmsJson.text(SERVICE, answer, "value");
        // The file must say which version of the key it needs.
        String id = KmsJson.text(SERVICE, answer, "kid");
        String version = key.version().isEmpty() ? id.substring(id.lastIndexOf('/') + 1) : key.version();
        return new MasterKey.AzureKeyVault(key.vaultUrl(), key.keyName(), version, key.createdAt(), enc);
    }

    @Override
    public byte[] open() throws KmsException {
        String value = KmsJson.text(SERVICE, call("decrypt", key.enc()), "value");
        try {
            return Base64.getUrlDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            throw new KmsException("the answer of " + SERVICE + " is not base64");
        }
    }

    private KmsAnswer call(String operation, String value) throws KmsException {
        String version = key.version().isEmpty() ? "" : "/" + key.version();
        URI address = address(key.vaultUrl() + "/keys/" + key.keyName() + version + "/" + operation + API);
        byte[] body = KmsJson.bytes(KmsJson.texts(Map.of("alg", "RSA-OAEP-256", "value", value)));
        return transport.send(new KmsRequest(
                "POST",
                address,
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + credentials.azure()),
                body));
    }

    /** The access token of all vaults of ours goes only to where vaults are. */
    private static URI address(String text) throws KmsException {
        try {
            URI address = URI.create(text);
            String host = address.getHost();
            boolean isVault = host != null
                    && address.getUserInfo() == null
                    && "https".equals(address.getScheme())
                    && (host.endsWith(".vault.azure.net")
                            || host.endsWith(".vault.azure.cn")
                            || host.endsWith(".vault.usgovcloudapi.net")
                            || host.endsWith(".managedhsm.azure.net"));
            if (isVault) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw notAVault();
        }
        throw notAVault();
    }

    private static KmsException notAVault() {
        return new KmsException(
                "it is not the address of a key vault, https://NAME.vault.azure.net, and gets no token");
    }
}
