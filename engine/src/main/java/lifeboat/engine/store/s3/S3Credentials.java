package lifeboat.engine.store.s3;

import lifeboat.engine.store.StoreException;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * One of the SDK's providers, with failures that an operator can act on.
 *
 * <p>One that never gave credentials is set up wrongly; one that did is only out of reach.
 */
final class S3Credentials implements AwsCredentialsProvider, SdkAutoCloseable {

    private final AwsCredentialsProvider inner;
    private volatile boolean found;

    S3Credentials(AwsCredentialsProvider inner) {
        this.inner = inner;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            AwsCredentials credentials = inner.resolveCredentials();
            found = true;
            return credentials;
        } catch (SdkClientException e) {
            if (found) {
                throw new StoreException.Unavailable("the AWS credentials can't be renewed", e);
            }
            throw new StoreException.Denied(
                    "there are no AWS credentials",
                    "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give the"
                            + " EC2 instance or the ECS task a role (from a container on EC2 its"
                            + " metadata needs a hop limit of 2)",
                    e);
        }
    }

    @Override
    public void close() {
        if (inner instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
