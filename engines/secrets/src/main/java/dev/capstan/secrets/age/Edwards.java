package dev.capstan.secrets.age;

import java.math.BigInteger;

/** Points of Edwards25519 as points of Curve25519. They are public, so that time may depend on them. */
final class Edwards {
    private static final BigInteger PRIME = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

    private Edwards() {}

    /** The u coordinate of a point that is given by y: u = (1 + y) / (1 - y). */
    static byte[] montgomery(byte[] point) throws AgeException {
        BigInteger y = number(point).clearBit(255);
        if (y.compareTo(PRIME) >= 0 || y.equals(BigInteger.ONE)) {
            throw SshWire.damaged();
        }
        BigInteger u = BigInteger.ONE
                .add(y)
                .multiply(BigInteger.ONE.subtract(y).modInverse(PRIME))
                .mod(PRIME);
        return littleEndian(u);
    }

    private static BigInteger number(byte[] littleEndian) {
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    private static byte[] littleEndian(BigInteger number) {
        byte[] bigEndian = number.toByteArray();
        byte[] bytes = new byte[Primitives.KEY];
        for (int i = 0; i < bigEndian.length && i < bytes.length; i++) {
            bytes[i] = bigEndian[bigEndian.length - 1 - i];
        }
        return bytes;
    }
}
