package dev.capstan.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Call;
import okhttp3.Response;

/** The body of an answer: counts what is read, says in our words what goes wrong, and can be ended by another thread. */
final class AnswerBody extends InputStream {
    private final Response response;
    private final Call call;
    private final FailureTranslation failures;
    private final InputStream in;
    private final ReentrantLock reading = new ReentrantLock();
    private final long limit;
    private long left;
    private boolean isClosed;

    AnswerBody(Response response, Call call, FailureTranslation failures, long limit) {
        this.response = response;
        this.call = call;
        this.failures = failures;
        this.in = response.body().byteStream();
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        reading.lock();
        try {
            int count = in.read(buffer, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                throw new HttpFailureException(new HttpFailure.AnswerTooLong(failures.host(), limit));
            }
            return count;
        } catch (HttpFailureException e) {
            throw e;
        } catch (IOException e) {
            throw failures.of(e);
        } finally {
            reading.unlock();
        }
    }

    /**
     * Frees the connection when nothing but the end is left to read, which readers that know where their text ends never see.
     * What is left stays readable.
     */
    void finish() {
        if (!reading.tryLock()) {
            return; // somebody still reads
        }
        try {
            if (!isClosed) {
                var unused = response.body().source().exhausted();
            }
        } catch (IOException e) {
            // Whoever reads on meets it again.
        } finally {
            reading.unlock();
        }
    }

    /** Whoever reads is woken by the end of the connection, and only then the rest is cleared away. */
    void abort() {
        call.cancel();
        close();
    }

    @Override
    public void close() {
        reading.lock();
        try {
            isClosed = true;
            response.close();
        } finally {
            reading.unlock();
        }
    }
}
