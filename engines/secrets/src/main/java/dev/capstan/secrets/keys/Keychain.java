package dev.capstan.secrets.keys;

import dev.capstan.secrets.metadata.MasterKey;
import java.util.EnumMap;
import java.util.Map;

/** Asks for each kind of key the service that has keys of this kind. */
public final class Keychain implements KeyService {
    private final Map<MasterKey.Kind, KeyService> services;

    private Keychain(Map<MasterKey.Kind, KeyService> services) {
        this.services = services;
    }

    /** One that opens nothing. */
    public static Keychain empty() {
        return new Keychain(new EnumMap<>(MasterKey.Kind.class));
    }

    /** The same with a service for kinds of keys. */
    public Keychain with(KeyService service, MasterKey.Kind... kinds) {
        var more = new EnumMap<MasterKey.Kind, KeyService>(MasterKey.Kind.class);
        more.putAll(services);
        for (var kind : kinds) {
            more.put(kind, service);
        }
        return new Keychain(more);
    }

    @Override
    public Opening open(MasterKey key) {
        var service = services.get(key.kind());
        return service == null ? new Opening.Failed(missing(key)) : service.open(key);
    }

    @Override
    public Wrapping wrap(MasterKey key, byte[] secret) {
        var service = services.get(key.kind());
        return service == null ? new Wrapping.Failed(missing(key)) : service.wrap(key, secret);
    }

    private static String missing(MasterKey key) {
        return switch (key.kind()) {
            case AGE -> "no identity of age is given";
            case PGP -> "no OpenPGP key is given";
            case HUAWEI_KMS -> "keys of Huawei Cloud cannot be used here";
            case AWS_KMS, GCP_KMS, AZURE_KEY_VAULT, VAULT_TRANSIT -> "no credentials for it are given";
        };
    }
}
