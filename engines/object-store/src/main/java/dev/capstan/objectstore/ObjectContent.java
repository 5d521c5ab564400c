package dev.capstan.objectstore;

import dev.capstan.http.OutboundResponse;
import java.io.FilterInputStream;
import java.io.IOException;

/** The content of one object: as many bytes as were listed, or reading fails. */
final class ObjectContent extends FilterInputStream {
    private final ListedObject object;
    private long left;

    ObjectContent(ListedObject object, OutboundResponse answer) {
        super(answer.body());
        this.object = object;
        this.left = object.size();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count;
        try {
            count = super.read(buffer, offset, length);
        } catch (IOException e) {
            throw ObjectStoreException.of(e);
        }
        left -= Math.max(0, count);
        if (left < 0 || (count < 0 && left > 0)) {
            throw StoreCalls.failure(new ObjectStoreFailure.ObjectChanged(object.key()));
        }
        return count;
    }

    /** Not supported: what is skipped would not be counted. */
    @Override
    public long skip(long count) throws IOException {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
