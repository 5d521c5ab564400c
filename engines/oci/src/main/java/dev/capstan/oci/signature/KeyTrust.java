package dev.capstan.oci.signature;

import java.util.List;

/** Trusts whoever has the private key that belongs to one of some public keys. */
public record KeyTrust(List<CosignKey> keys) implements CosignTrust {

    /** Copies the list. */
    public KeyTrust {
        keys = List.copyOf(keys);
    }

    @Override
    public String signerOf(SignedText text, byte[] signature) throws TrustException {
        for (var key : keys) {
            if (key.verifies(text.signed(), signature)) {
                return "key '" + key.name() + "'";
            }
        }
        throw new TrustException("no key of the Secret fits a signature that is there");
    }
}
