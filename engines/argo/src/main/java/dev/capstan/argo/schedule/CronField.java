package dev.capstan.argo.schedule;

/**
 * The values that one field of a schedule allows.
 *
 * @param bits one for each value
 * @param isStar whether it stands for all of them and says nothing about days
 */
record CronField(long bits, boolean isStar) {

    boolean has(int value) {
        return (bits & 1L << value) != 0;
    }
}
