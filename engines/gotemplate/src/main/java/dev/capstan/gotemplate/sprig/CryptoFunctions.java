package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.INT;
import static dev.capstan.gotemplate.value.GoType.LIST;
import static dev.capstan.gotemplate.value.GoType.STRING;
import static dev.capstan.gotemplate.value.GoType.UINT32;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.Execution;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoString;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Passwords, keys and certificates. */
final class CryptoFunctions {

    private static final int BCRYPT_COST = 10;
    private static final int BCRYPT_LONGEST = 72;
    private static final int SALT_BYTES = 16;

    private CryptoFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        functions.put("bcrypt", GoFunction.of((a, run) -> bcrypt(a.text(0), run.service(SecureRandom.class)), STRING));
        functions.put(
                "htpasswd",
                GoFunction.of(
                        (a, run) -> a.text(0).contains(":")
                                ? "invalid username: " + a.text(0)
                                : a.text(0) + ":" + bcrypt(a.text(1), run.service(SecureRandom.class)),
                        STRING,
                        STRING));
        functions.put(
                "derivePassword",
                GoFunction.of(
                        (a, _) -> PasswordDerivation.derive(a.integer(0), a.text(1), a.text(2), a.text(3), a.text(4)),
                        UINT32,
                        STRING,
                        STRING,
                        STRING,
                        STRING));
        functions.put(
                "encryptAES",
                GoFunction.of(
                        (a, run) -> AesText.encrypt(a.text(0), a.text(1), run.service(SecureRandom.class)),
                        STRING,
                        STRING));
        functions.put("decryptAES", GoFunction.of((a, _) -> AesText.decrypt(a.text(0), a.text(1)), STRING, STRING));
        functions.put(
                "genPrivateKey",
                GoFunction.of((a, run) -> PrivateKeys.generate(a.text(0), run.service(SecureRandom.class)), STRING));
        addCertificates(functions);
    }

    private static void addCertificates(Map<String, GoFunction> functions) {
        functions.put(
                "genCA",
                GoFunction.of((a, run) -> maker(run).authority(a.text(0), a.integer(1), freshKey(run)), STRING, INT));
        functions.put(
                "genCAWithKey",
                GoFunction.of(
                        (a, run) -> maker(run).authority(a.text(0), a.integer(1), givenKey(a, 2)),
                        STRING,
                        INT,
                        STRING));
        functions.put(
                "genSelfSignedCert",
                GoFunction.of(
                        (a, run) -> maker(run).selfSigned(a.text(0), names(a), a.integer(3), freshKey(run)),
                        STRING,
                        LIST,
                        LIST,
                        INT));
        functions.put(
                "genSelfSignedCertWithKey",
                GoFunction.of(
                        (a, run) -> maker(run).selfSigned(a.text(0), names(a), a.integer(3), givenKey(a, 4)),
                        STRING,
                        LIST,
                        LIST,
                        INT,
                        STRING));
        functions.put(
                "genSignedCert",
                GoFunction.of(
                        (a, run) -> maker(run).signed(a.text(0), names(a), a.integer(3), authority(a), freshKey(run)),
                        STRING,
                        LIST,
                        LIST,
                        INT,
                        CertificateValue.TYPE));
        functions.put(
                "genSignedCertWithKey",
                GoFunction.of(
                        (a, run) -> maker(run).signed(a.text(0), names(a), a.integer(3), authority(a), givenKey(a, 5)),
                        STRING,
                        LIST,
                        LIST,
                        INT,
                        CertificateValue.TYPE,
                        STRING));
        functions.put(
                "buildCustomCert", GoFunction.of((a, _) -> CustomCertificate.of(a.text(0), a.text(1)), STRING, STRING));
    }

    private static CertificateMaker maker(Execution run) {
        return new CertificateMaker(run.service(SecureRandom.class), run.service(Clock.class));
    }

    private static KeyPair freshKey(Execution run) {
        run.bounds().checkTime();
        return PrivateKeys.rsa(CertificateMaker.RSA_BITS, run.service(SecureRandom.class));
    }

    private static KeyPair givenKey(Arguments arguments, int index) {
        try {
            return PrivateKeys.read(arguments.text(index));
        } catch (FunctionException invalid) {
            throw new FunctionException("parsing private key: " + invalid.getMessage());
        }
    }

    private static SubjectNames names(Arguments arguments) {
        return SubjectNames.of(arguments.list(1), arguments.list(2));
    }

    private static CertificateValue authority(Arguments arguments) {
        if (arguments.any(4) instanceof CertificateValue value) {
            return value;
        }
        throw Panic.nil();
    }

    private static String bcrypt(String password, SecureRandom random) {
        byte[] bytes = GoString.bytes(password);
        if (bytes.length > BCRYPT_LONGEST) {
            return "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes";
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        char[] characters = new String(bytes, StandardCharsets.UTF_8).toCharArray();
        return OpenBSDBCrypt.generate("2a", characters, salt, BCRYPT_COST);
    }
}
