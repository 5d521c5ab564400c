package dev.capstan.secrets.kms;

import dev.capstan.secrets.metadata.MasterKey;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/** The methods encrypt and decrypt of Google Cloud KMS. */
final class GoogleKey implements CloudKey {
    private static final String SERVICE = "Google Cloud KMS";
    private static final Pattern NAME =
            Pattern.compile(("projects/ID/locations/ID/keyRings/ID/cryptoKeys/ID" + "(?:/cryptoKeyVersions/ID)?")
                    .replace("ID", "[A-Za-z0-9_][A-Za-z0-9_.:-]*"));

    private final MasterKey.GcpKms key;
    private final KmsTransport transport;
    private final KmsCredentials credentials;
    private final KmsEndpoints endpoints;

    GoogleKey(MasterKey.GcpKms key, KmsTransport transport, KmsCredentials credentials, KmsEndpoints endpoints) {
        this.key = key;
        this.transport = transport;
        this.credentials = credentials;
        this.endpoints = endpoints;
    }

    @Override
    public MasterKey wrap(byte[] secret) throws KmsException {
        String plain = Base64.getEncoder().encodeToString(secret);
        return key.with(KmsJson.text(SERVICE, call("encrypt", "plaintext", plain), "ciphertext"));
    }

    @Override
    public byte[] open() throws KmsException {
        return KmsJson.base64(SERVICE, KmsJson.text(SERVICE, call("decrypt", "ciphertext", key.enc()), "plaintext"));
    }

    private KmsAnswer call(String method, String field, String value) throws KmsException {
        if (!NAME.matcher(key.resourceId()).matches()) {
            throw new KmsException("it is not the name of a key, projects/P/locations/L/keyRings/R/cryptoKeys/K");
        }
        var address = endpoints
                .googleBase()
                .resolve("/v1/" + key.resourceId() + ":" + method + "?%24alt=json%3Benum-encoding%3Dint");
        byte[] body = KmsJson.bytes(KmsJson.texts(Map.of("name", key.resourceId(), field, value)));
        return transport.send(new KmsRequest(
                "POST",
                address,
                Map.of("Content-Type", "application/json", "Authorization", "Bearer " + credentials.google()),
                body));
    }
}
