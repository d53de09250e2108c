// A server that speaks S3's protocol, by itself: see s3-server.ts. Prints its port once it serves.
import S3rver from '@20minutes/s3rver';

const server = new S3rver(JSON.parse(process.argv[2]!) as object);
console.log((await server.run()).port);
