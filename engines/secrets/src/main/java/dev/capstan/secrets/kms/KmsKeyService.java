package dev.capstan.secrets.kms;

import dev.capstan.secrets.keys.KeyService;
import dev.capstan.secrets.metadata.MasterKey;
import java.time.Clock;

/** Opens and encrypts with keys of AWS, Google Cloud, Azure and Vault. */
public final class KmsKeyService implements KeyService {
    private final KmsTransport transport;
    private final KmsCredentials credentials;
    private final KmsEndpoints endpoints;
    private final Clock clock;

    /** @param clock is in the signatures of requests to AWS */
    public KmsKeyService(KmsTransport transport, KmsCredentials credentials, KmsEndpoints endpoints, Clock clock) {
        this.transport = transport;
        this.credentials = credentials;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    @Override
    public Opening open(MasterKey key) {
        try {
            return new Opening.Opened(keyOf(key).open());
        } catch (KmsException e) {
            return new Opening.Failed(e.problem());
        }
    }

    @Override
    public Wrapping wrap(MasterKey key, byte[] secret) {
        try {
            return new Wrapping.Wrapped(keyOf(key).wrap(secret));
        } catch (KmsException e) {
            return new Wrapping.Failed(e.problem());
        }
    }

    private CloudKey keyOf(MasterKey key) throws KmsException {
        return switch (key) {
            case MasterKey.AwsKms aws -> new AwsKey(aws, transport, credentials, endpoints, clock);
            case MasterKey.GcpKms google -> new GoogleKey(google, transport, credentials, endpoints);
            case MasterKey.AzureKeyVault azure -> new AzureKey(azure, transport, credentials);
            case MasterKey.VaultTransit vault -> new VaultKey(vault, transport, credentials);
            case MasterKey.Age _, MasterKey.Pgp _, MasterKey.HuaweiKms _ ->
                throw new KmsException("keys of this kind are not in a cloud that is known");
        };
    }
}
