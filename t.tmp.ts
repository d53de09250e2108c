import { openContent } from './scripts/content.ts';
import { checkSheet, climb, scoreSheet } from '#scoring';
import { road } from '#lib/road/road.ts';
import { road as r0 } from '#lib/road/road.ts';
const lib = openContent();
let seed=1; const rnd=(n:number)=>{seed=(seed*1103515245+12345)&0x7fffffff; return (seed>>8)%n;};
const N = Number(process.argv[2]??200);
for (const [ref,{edition}] of lib.editions) {
  const kinds:any={}; let worst=0, tr=0, ts=0;
  for (let i=0;i<N;i++){
    const lean=rnd(100), miss=[0,0,30,100][rnd(4)]!;
    const answers:any[]=edition.questions.map(q=>{ if(rnd(100)<miss) return undefined;
      if(q.type==='multipletext'){ if(rnd(2)) return undefined; const t=1+rnd(100); let last=t; return q.items.map((it:any)=>{ last= it.atMost? rnd(last+1): last; return Math.min(Math.max(it.min,last),it.max)*1000;}); }
      const n=q.choices.length;
      if(q.type==='checkbox'){ let b=0; q.choices.forEach((c,k)=>{ if(!(q.exclusive&(1<<k)) && rnd(100)<lean) b|=1<<k;}); return b||q.exclusive||1;}
      return rnd(100)<70? Math.min(n-1,Math.floor(n*lean/100)) : rnd(n); });
    const sheet={answers,faults:[]};
    const known:any={facts: rnd(2)?{'above-scale':true}:{},titles:[],tiers:{},day:'2026-01-01'};
    const a=performance.now(); const sc=scoreSheet(edition,sheet,known); climb(edition,sc,false); const b=performance.now();
    const r=road(edition,sheet,known); const c=performance.now();
    kinds[r.kind+ (r.kind==='blocked'? `:${r.gates.length}g${r.needs.length}n`:'')]=(kinds[r.kind+ (r.kind==='blocked'? `:${r.gates.length}g${r.needs.length}n`:'')]??0)+1; ts+=b-a; tr+=c-b; worst=Math.max(worst,c-b);
  }
  console.log(ref,JSON.stringify(kinds),'mean ms',(tr/N).toFixed(2),'worst',worst.toFixed(1),'score',(ts/N).toFixed(3));
}
