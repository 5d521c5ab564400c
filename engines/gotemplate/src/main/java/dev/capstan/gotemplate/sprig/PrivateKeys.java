package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.failure.FunctionException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.DSAPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.DSAParameterSpec;
import java.security.spec.DSAPrivateKeySpec;
import java.security.spec.DSAPublicKeySpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/** Private keys in the notations that Go writes: PKCS#1, SEC 1, PKCS#8, and OpenSSL's for DSA. */
final class PrivateKeys {

    private static final int RSA_BITS = 4096;
    private static final int DSA_BITS = 2048;

    private PrivateKeys() {}

    /** A new key in PEM; the text of a complaint for a type that is not known. */
    static String generate(String type, SecureRandom random) {
        return switch (type) {
            case "", "rsa" -> pem(rsa(RSA_BITS, random));
            case "dsa" -> pem(generated("DSA", null, DSA_BITS, random));
            case "ecdsa" -> pem(generated("EC", new ECGenParameterSpec("secp256r1"), 0, random));
            case "ed25519" -> pem(generated("Ed25519", null, 0, random));
            default -> "Unknown type " + type;
        };
    }

    static KeyPair rsa(int bits, SecureRandom random) {
        return generated("RSA", null, bits, random);
    }

    private static KeyPair generated(
            String algorithm, @Nullable AlgorithmParameterSpec parameters, int bits, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (parameters != null) {
                generator.initialize(parameters, random);
            } else if (bits > 0) {
                generator.initialize(bits, random);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + algorithm, impossible);
        }
    }

    /** A key in PEM, in the notation of its algorithm. */
    static String pem(KeyPair pair) {
        try {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
            return switch (pair.getPrivate()) {
                case RSAPrivateCrtKey _ ->
                    new PemBlock(
                                    "RSA PRIVATE KEY",
                                    info.parsePrivateKey().toASN1Primitive().getEncoded())
                            .toString();
                case DSAPrivateKey key -> new PemBlock("DSA PRIVATE KEY", dsa(key, pair.getPublic())).toString();
                case java.security.interfaces.ECPrivateKey key ->
                    new PemBlock("EC PRIVATE KEY", ec(key, info, (ECPublicKey) pair.getPublic())).toString();
                default -> new PemBlock("PRIVATE KEY", info.getEncoded()).toString();
            };
        } catch (IOException impossible) {
            throw new IllegalStateException("a key has an encoding", impossible);
        }
    }

    private static byte[] dsa(DSAPrivateKey key, PublicKey publicKey) throws IOException {
        BigInteger y = ((java.security.interfaces.DSAPublicKey) publicKey).getY();
        ASN1Encodable[] numbers = {
            new ASN1Integer(0),
            new ASN1Integer(key.getParams().getP()),
            new ASN1Integer(key.getParams().getQ()),
            new ASN1Integer(key.getParams().getG()),
            new ASN1Integer(y),
            new ASN1Integer(key.getX())
        };
        return new DERSequence(numbers).getEncoded();
    }

    private static byte[] ec(java.security.interfaces.ECPrivateKey key, PrivateKeyInfo info, ECPublicKey publicKey)
            throws IOException {
        SubjectPublicKeyInfo publicInfo = SubjectPublicKeyInfo.getInstance(publicKey.getEncoded());
        int bits = publicKey.getParams().getOrder().bitLength();
        DERBitString point = new DERBitString(publicInfo.getPublicKeyData().getBytes());
        return new ECPrivateKey(
                        bits, key.getS(), point, info.getPrivateKeyAlgorithm().getParameters())
                .getEncoded();
    }

    /**
     * Reads a key in PEM.
     *
     * @throws FunctionException with the words of sprig
     */
    static KeyPair read(String pem) {
        PemBlock block = PemBlock.first(pem);
        if (block == null) {
            throw new FunctionException("no PEM data in input");
        }
        return switch (block.type()) {
            case "PRIVATE KEY" -> read(block, "decoding PEM as PKCS#8", PrivateKeys::pkcs8);
            case "RSA PRIVATE KEY" -> read(block, "parsing RSA private key from PEM", PrivateKeys::pkcs1);
            case "EC PRIVATE KEY" -> read(block, "parsing EC private key from PEM", PrivateKeys::sec1);
            case "DSA PRIVATE KEY" -> read(block, "parsing DSA private key from PEM", PrivateKeys::dsa);
            default ->
                throw new FunctionException(
                        block.type().endsWith(" PRIVATE KEY")
                                ? "invalid private key type " + block.type()
                                : "no private key data in PEM block of type " + block.type());
        };
    }

    private interface Reading {
        KeyPair read(byte[] content) throws GeneralSecurityException, IOException;
    }

    private static KeyPair read(PemBlock block, String what, Reading reading) {
        try {
            return reading.read(block.content());
        } catch (GeneralSecurityException | IOException | IllegalArgumentException | ClassCastException malformed) {
            throw new FunctionException(what + ": asn1: structure error: the key is malformed", malformed);
        }
    }

    private static KeyPair pkcs1(byte[] content) throws GeneralSecurityException, IOException {
        RSAPrivateKey key = RSAPrivateKey.getInstance(content);
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
        return pkcs8(new PrivateKeyInfo(algorithm, key).getEncoded());
    }

    private static KeyPair sec1(byte[] content) throws GeneralSecurityException, IOException {
        ECPrivateKey key = ECPrivateKey.getInstance(content);
        AlgorithmIdentifier algorithm =
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject());
        return pkcs8(new PrivateKeyInfo(algorithm, key).getEncoded());
    }

    private static KeyPair dsa(byte[] content) throws GeneralSecurityException {
        ASN1Sequence numbers = ASN1Sequence.getInstance(content);
        BigInteger[] n = new BigInteger[6];
        for (int i = 0; i < n.length; i++) {
            n[i] = ASN1Integer.getInstance(numbers.getObjectAt(i)).getValue();
        }
        KeyFactory factory = KeyFactory.getInstance("DSA");
        DSAParameterSpec parameters = new DSAParameterSpec(n[1], n[2], n[3]);
        return new KeyPair(
                factory.generatePublic(
                        new DSAPublicKeySpec(n[4], parameters.getP(), parameters.getQ(), parameters.getG())),
                factory.generatePrivate(
                        new DSAPrivateKeySpec(n[5], parameters.getP(), parameters.getQ(), parameters.getG())));
    }

    /** A key of PKCS#8 and the public key that belongs to it. */
    private static KeyPair pkcs8(byte[] content) throws GeneralSecurityException, IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(content);
        ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(content));
            return new KeyPair(
                    factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), key);
        }
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return elliptic(info);
        }
        if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
            byte[] seed = ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
            byte[] publicKey =
                    new Ed25519PrivateKeyParameters(seed, 0).generatePublicKey().getEncoded();
            SubjectPublicKeyInfo publicInfo = new SubjectPublicKeyInfo(info.getPrivateKeyAlgorithm(), publicKey);
            return pair("Ed25519", content, publicInfo.getEncoded());
        }
        throw new GeneralSecurityException("the algorithm " + algorithm + " is not supported");
    }

    private static KeyPair elliptic(PrivateKeyInfo info) throws GeneralSecurityException, IOException {
        BigInteger secret = ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
        ASN1ObjectIdentifier curve =
                ASN1ObjectIdentifier.getInstance(info.getPrivateKeyAlgorithm().getParameters());
        X9ECParameters parameters = ECNamedCurveTable.getByOID(curve);
        ECPoint point = parameters.getG().multiply(secret).normalize();
        SubjectPublicKeyInfo publicInfo =
                new SubjectPublicKeyInfo(info.getPrivateKeyAlgorithm(), point.getEncoded(false));
        return pair("EC", info.getEncoded(), publicInfo.getEncoded());
    }

    private static KeyPair pair(String algorithm, byte[] privateKey, byte[] publicKey) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance(algorithm);
        PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey));
        return new KeyPair(factory.generatePublic(new X509EncodedKeySpec(publicKey)), key);
    }
}
