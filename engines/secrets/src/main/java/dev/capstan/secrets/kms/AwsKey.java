package dev.capstan.secrets.kms;

import dev.capstan.cloud.AwsKeys;
import dev.capstan.cloud.AwsSignature;
import dev.capstan.secrets.metadata.MasterKey;
import dev.capstan.yaml.YamlMap;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations Encrypt and Decrypt of AWS KMS, signed with Signature Version 4. */
final class AwsKey implements CloudKey {
    private static final String SERVICE = "AWS KMS";
    private static final Pattern ARN =
            Pattern.compile("arn:(aws[a-z-]*):kms:([a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){0,5}):[0-9]*:(?:key|alias)/.+");

    private final MasterKey.AwsKms key;
    private final KmsTransport transport;
    private final KmsCredentials credentials;
    private final KmsEndpoints endpoints;
    private final Clock clock;

    AwsKey(
            MasterKey.AwsKms key,
            KmsTransport transport,
            KmsCredentials credentials,
            KmsEndpoints endpoints,
            Clock clock) {
        this.key = key;
        this.transport = transport;
        this.credentials = credentials;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    @Override
    public MasterKey wrap(byte[] secret) throws KmsException {
        String plain = Base64.getEncoder().encodeToString(secret);
        return key.with(KmsJson.text(SERVICE, call("Encrypt", "Plaintext", plain), "CiphertextBlob"));
    }

    @Override
    public byte[] open() throws KmsException {
        return KmsJson.base64(
                SERVICE, KmsJson.text(SERVICE, call("Decrypt", "CiphertextBlob", key.enc()), "Plaintext"));
    }

    private AwsKeys keys(Matcher arn) throws KmsException {
        AwsKeys keys = credentials.aws(key);
        return key.role().isEmpty()
                ? keys
                : new AwsRole(transport, endpoints, clock).assume(key.role(), keys, arn.group(1), arn.group(2));
    }

    private KmsAnswer call(String operation, String field, String value) throws KmsException {
        Matcher arn = ARN.matcher(key.arn());
        if (!arn.matches()) {
            throw new KmsException("it is not the ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID");
        }
        YamlMap body = KmsJson.texts(Map.of("KeyId", key.arn(), field, value))
                .with("EncryptionContext", KmsJson.texts(key.context()));
        byte[] bytes = KmsJson.bytes(body);
        var address = endpoints.awsOf(arn.group(1), arn.group(2));
        var headers = new AwsSignature(keys(arn), arn.group(2), "kms")
                .sign(
                        "POST",
                        address,
                        Map.of(
                                "Content-Type",
                                "application/x-amz-json-1.1",
                                "X-Amz-Target",
                                "TrentService." + operation),
                        bytes,
                        clock.instant());
        return transport.send(new KmsRequest("POST", address, headers, bytes));
    }
}
