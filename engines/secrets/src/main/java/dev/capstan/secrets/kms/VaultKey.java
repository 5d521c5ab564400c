package dev.capstan.secrets.kms;

import dev.capstan.secrets.metadata.MasterKey;
import java.net.URI;
import java.util.Base64;
import java.util.Map;

/** The operations encrypt and decrypt of the transit engine of Vault. */
final class VaultKey implements CloudKey {
    private static final String SERVICE = "Vault";

    private final MasterKey.VaultTransit key;
    private final KmsTransport transport;
    private final KmsCredentials credentials;

    VaultKey(MasterKey.VaultTransit key, KmsTransport transport, KmsCredentials credentials) {
        this.key = key;
        this.transport = transport;
        this.credentials = credentials;
    }

    @Override
    public MasterKey wrap(byte[] secret) throws KmsException {
        String plain = Base64.getEncoder().encodeToString(secret);
        return key.with(KmsJson.text(SERVICE, call("encrypt", "plaintext", plain), "data", "ciphertext"));
    }

    @Override
    public byte[] open() throws KmsException {
        return KmsJson.base64(
                SERVICE, KmsJson.text(SERVICE, call("decrypt", "ciphertext", key.enc()), "data", "plaintext"));
    }

    private KmsAnswer call(String operation, String field, String value) throws KmsException {
        URI address;
        try {
            address = URI.create(key.address() + "/v1/" + key.enginePath() + "/" + operation + "/" + key.keyName());
        } catch (IllegalArgumentException e) {
            throw new KmsException("its address is malformed");
        }
        if (address.getUserInfo() != null || address.getHost() == null) {
            throw new KmsException("its address is malformed");
        }
        return transport.send(new KmsRequest(
                "PUT",
                address,
                Map.of("Content-Type", "application/json", "X-Vault-Token", credentials.vault(key.address())),
                KmsJson.bytes(KmsJson.texts(Map.of(field, value)))));
    }
}
