package dev.capstan.oci.signature.keyless;

/**
 * Who signed, as the certificate says.
 *
 * @param issuer who vouches for the identity, such as {@code https://token.actions.githubusercontent.com}
 * @param subject an e-mail address or a URI
 */
public record SignerIdentity(String issuer, String subject) {}
