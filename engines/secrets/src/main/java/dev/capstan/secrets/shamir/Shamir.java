package dev.capstan.secrets.shamir;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * Shamir's secret sharing, byte by byte over the field of 256 elements that AES uses. A share has one byte more than the secret: the place
 * at which its polynomials were evaluated, at the end.
 */
public final class Shamir {
    private static final int MOST_SHARES = 255;

    private Shamir() {}

    /**
     * Shares a secret.
     *
     * @param shares how many
     * @param threshold how many of them give the secret; fewer say nothing about it
     * @throws IllegalArgumentException unless 2 ≤ threshold ≤ shares ≤ 255 and the secret is not empty
     */
    public static List<byte[]> split(byte[] secret, int shares, int threshold, SecureRandom random) {
        if (threshold < 2 || threshold > shares || shares > MOST_SHARES || secret.length == 0) {
            throw new IllegalArgumentException(threshold + " of " + shares + " shares cannot be had");
        }
        var made = new ArrayList<byte[]>();
        for (int share = 1; share <= shares; share++) {
            made.add(new byte[secret.length + 1]);
            made.getLast()[secret.length] = (byte) share;
        }
        byte[] polynomial = new byte[threshold];
        for (int i = 0; i < secret.length; i++) {
            random.nextBytes(polynomial);
            polynomial[0] = secret[i];
            for (byte[] share : made) {
                share[i] = (byte) Field.evaluate(polynomial, share[secret.length] & 0xFF);
            }
        }
        Arrays.fill(polynomial, (byte) 0);
        return made;
    }

    /**
     * The secret of shares. With too few, or with shares of different secrets, the result is wrong: nothing in a share tells.
     *
     * @throws IllegalArgumentException when the shares are not of one size, or two are the same
     */
    public static byte[] combine(List<byte[]> shares) {
        if (shares.size() < 2) {
            throw new IllegalArgumentException("one share gives no secret");
        }
        int size = shares.getFirst().length - 1;
        int[] places = new int[shares.size()];
        var seen = new HashSet<Integer>();
        for (int i = 0; i < places.length; i++) {
            byte[] share = shares.get(i);
            if (share.length - 1 != size || size < 1) {
                throw new IllegalArgumentException("the shares are not of one size");
            }
            places[i] = share[size] & 0xFF;
            if (places[i] == 0 || !seen.add(places[i])) {
                throw new IllegalArgumentException("a share is damaged, or there twice");
            }
        }
        byte[] secret = new byte[size];
        int[] values = new int[places.length];
        for (int i = 0; i < size; i++) {
            for (int share = 0; share < values.length; share++) {
                values[share] = shares.get(share)[i] & 0xFF;
            }
            secret[i] = (byte) Field.atZero(places, values);
        }
        return secret;
    }
}
